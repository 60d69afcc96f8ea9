package dev.sluice.processor.postgres;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.client.EncodedParameter;
import io.r2dbc.postgresql.codec.Codec;
import io.r2dbc.postgresql.codec.CodecRegistry;
import io.r2dbc.postgresql.extension.CodecRegistrar;
import io.r2dbc.postgresql.message.Format;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Lets a statement bind a {@link PgArray}. */
final class PgArrayCodec implements Codec<PgArray>, CodecRegistrar {

    @Override
    public Publisher<Void> register(
            PostgresqlConnection connection, ByteBufAllocator allocator, CodecRegistry registry) {
        return Mono.fromRunnable(() -> registry.addFirst(this));
    }

    @Override
    public boolean canEncode(Object value) {
        return value instanceof PgArray;
    }

    @Override
    public EncodedParameter encode(Object value) {
        PgArray array = (PgArray) value;
        Publisher<ByteBuf> wire = Mono.fromSupplier(() -> Unpooled.wrappedBuffer(array.wire()));
        return new EncodedParameter(Format.FORMAT_BINARY, array.type().arrayOid, wire);
    }

    @Override
    public EncodedParameter encode(Object value, int dataType) {
        return encode(value);
    }

    @Override
    public boolean canEncodeNull(Class<?> type) {
        return false;
    }

    @Override
    public EncodedParameter encodeNull() {
        throw new UnsupportedOperationException("an array is never null");
    }

    @Override
    public boolean canDecode(int dataType, Format format, Class<?> type) {
        return false;
    }

    @Override
    public PgArray decode(@Nullable ByteBuf buffer, int dataType, Format format, Class<? extends PgArray> type) {
        throw new UnsupportedOperationException("arrays are only sent");
    }
}
