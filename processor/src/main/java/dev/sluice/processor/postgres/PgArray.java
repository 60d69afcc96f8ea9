package dev.sluice.processor.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A one-dimensional PostgreSQL array in the binary form of the wire protocol, built element by element. Sent this way, a
 * batch costs a third of what arrays in text form cost.
 *
 * <p>Not safe for use by several threads.
 */
public final class PgArray {

    /** Element types, with the oids that PostgreSQL's catalog fixes for them and for their arrays. */
    public enum Type {
        BOOL(16, 1000),
        BYTEA(17, 1001),
        INT8(20, 1016),
        INT2(21, 1005),
        INT4(23, 1007),
        TEXT(25, 1009),
        DATE(1082, 1182),
        TIMESTAMPTZ(1184, 1185),
        NUMERIC(1700, 1231),
        UUID(2950, 2951),
        JSONB(3802, 3807);

        final int elementOid;
        final int arrayOid;

        Type(int elementOid, int arrayOid) {
            this.elementOid = elementOid;
            this.arrayOid = arrayOid;
        }
    }

    private static final int HEADER_BYTES = 20;
    private static final long EPOCH_2000_SECONDS = 946_684_800L;
    private static final long EPOCH_2000_DAYS = 10_957L;
    private static final byte JSONB_VERSION = 1;

    private final Type type;
    private ByteBuffer buffer;
    private int size;
    private boolean hasNull;

    public PgArray(Type type, int expectedElements) {
        this.type = type;
        this.buffer = ByteBuffer.allocate(HEADER_BYTES + Math.max(16, expectedElements * 24));
        buffer.position(HEADER_BYTES);
    }

    public int size() {
        return size;
    }

    Type type() {
        return type;
    }

    public PgArray add(@Nullable Boolean value) {
        if (value == null) {
            return addNull();
        }
        start(Type.BOOL, 1).put((byte) (value ? 1 : 0));
        return this;
    }

    /** Adds to an array of any of the integer types. */
    public PgArray add(@Nullable Long value) {
        if (value == null) {
            return addNull();
        }
        switch (type) {
            case INT2 -> start(Type.INT2, 2).putShort((short) (long) value);
            case INT4 -> start(Type.INT4, 4).putInt(Math.toIntExact(value));
            default -> start(Type.INT8, 8).putLong(value);
        }
        return this;
    }

    public PgArray add(long value) {
        return add((Long) value);
    }

    /** Adds to an array of text or jsonb; U+0000, which PostgreSQL can't hold, becomes U+FFFD. */
    public PgArray add(@Nullable String value) {
        if (value == null) {
            return addNull();
        }
        byte[] bytes = (value.indexOf('\0') < 0 ? value : value.replace('\0', '\uFFFD')).getBytes(UTF_8);
        if (type == Type.JSONB) {
            start(Type.JSONB, bytes.length + 1).put(JSONB_VERSION).put(bytes);
        } else {
            start(Type.TEXT, bytes.length).put(bytes);
        }
        return this;
    }

    public PgArray add(byte @Nullable [] value) {
        if (value == null) {
            return addNull();
        }
        start(Type.BYTEA, value.length).put(value);
        return this;
    }

    public PgArray add(@Nullable UUID value) {
        if (value == null) {
            return addNull();
        }
        start(Type.UUID, 16).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
        return this;
    }

    public PgArray add(@Nullable LocalDate value) {
        if (value == null) {
            return addNull();
        }
        start(Type.DATE, 4).putInt((int) (value.toEpochDay() - EPOCH_2000_DAYS));
        return this;
    }

    /** Microseconds; finer digits are cut off. */
    public PgArray add(@Nullable Instant value) {
        if (value == null) {
            return addNull();
        }
        Instant micros = value.truncatedTo(ChronoUnit.MICROS);
        start(Type.TIMESTAMPTZ, 8)
                .putLong((micros.getEpochSecond() - EPOCH_2000_SECONDS) * 1_000_000 + micros.getNano() / 1_000);
        return this;
    }

    public PgArray add(@Nullable BigDecimal value) {
        if (value == null) {
            return addNull();
        }
        byte[] bytes = PgNumeric.encode(value);
        start(Type.NUMERIC, bytes.length).put(bytes);
        return this;
    }

    private PgArray addNull() {
        room(4).putInt(-1);
        hasNull = true;
        size++;
        return this;
    }

    private ByteBuffer start(Type expected, int length) {
        if (type != expected) {
            throw new IllegalStateException("an array of " + type + " takes no " + expected);
        }
        size++;
        return room(4 + length).putInt(length);
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int capacity = Math.max(buffer.capacity() * 2, buffer.position() + bytes);
            ByteBuffer larger = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), capacity));
            larger.position(buffer.position());
            buffer = larger;
        }
        return buffer;
    }

    /** The array as it goes over the wire; valid until the next element is added. */
    ByteBuffer wire() {
        ByteBuffer wire = buffer.duplicate().flip();
        if (size == 0) {
            return ByteBuffer.allocate(12)
                    .putInt(0)
                    .putInt(0)
                    .putInt(type.elementOid)
                    .flip();
        }
        wire.putInt(0, 1)
                .putInt(4, hasNull ? 1 : 0)
                .putInt(8, type.elementOid)
                .putInt(12, size)
                .putInt(16, 1);
        return wire;
    }
}
