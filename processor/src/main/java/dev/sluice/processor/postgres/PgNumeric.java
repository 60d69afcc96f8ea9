package dev.sluice.processor.postgres;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * PostgreSQL's binary form of {@code numeric}: digits in base 10,000, a weight (power of the first digit), a sign and the
 * number of decimal digits shown.
 */
final class PgNumeric {
    private static final BigInteger BASE = BigInteger.valueOf(10_000);
    private static final int BASE_DIGITS = 4;
    private static final short NEGATIVE = 0x4000;

    private PgNumeric() {}

    /**
     * @throws ArithmeticException for a number beyond what numeric holds (131,072 digits before the point, 16,383 after)
     */
    static byte[] encode(BigDecimal value) {
        int scale = Math.max(0, value.scale());
        if (scale > 16_383 || value.precision() - value.scale() > 131_072) {
            throw new ArithmeticException("beyond numeric");
        }
        int fractionGroups = (scale + BASE_DIGITS - 1) / BASE_DIGITS;
        BigInteger rest =
                value.setScale(fractionGroups * BASE_DIGITS).unscaledValue().abs();
        short[] groups = new short[rest.bitLength() / 13 + 1];
        int count = 0;
        while (rest.signum() != 0) {
            BigInteger[] division = rest.divideAndRemainder(BASE);
            groups[count++] = division[1].shortValue();
            rest = division[0];
        }
        int weight = count - fractionGroups - 1;
        ByteBuffer out = ByteBuffer.allocate(8 + 2 * count)
                .putShort((short) count)
                .putShort((short) (count == 0 ? 0 : weight))
                .putShort(value.signum() < 0 ? NEGATIVE : 0)
                .putShort((short) scale);
        for (int i = count - 1; i >= 0; i--) {
            out.putShort(groups[i]);
        }
        return out.array();
    }
}
