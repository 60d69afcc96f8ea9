package dev.sluice.gateway.input;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;
import java.util.regex.Pattern;

/** Amounts of money: decimal texts of 0 up to 9,999,999,999.9999, with as many decimals as their currency has. */
public final class Price {
    /** What a right value looks like. */
    public static final String EXPECTED =
            "must be a decimal such as 19.90, from 0, with 10 digits before the point at most";

    private static final Pattern FORM = Pattern.compile("\\d{1,10}(\\.\\d{1,4})?");
    private static final Pattern CODE = Pattern.compile("[A-Z]{3}");

    private Price() {}

    /** Empty for what is no amount. */
    public static Optional<BigDecimal> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    /** How many decimals amounts of a currency have; empty for what is no code of ISO 4217 that prices are given in. */
    public static Optional<Integer> decimals(String currency) {
        if (!CODE.matcher(currency).matches()) {
            return Optional.empty();
        }
        try {
            // Precious metals and test codes have none.
            int digits = Currency.getInstance(currency).getDefaultFractionDigits();
            return digits < 0 ? Optional.empty() : Optional.of(digits);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The amount with exactly these decimals; empty when that would change it. */
    public static Optional<BigDecimal> scaled(BigDecimal amount, int decimals) {
        boolean exact = amount.stripTrailingZeros().scale() <= decimals;
        return exact ? Optional.of(amount.setScale(decimals)) : Optional.empty();
    }
}
