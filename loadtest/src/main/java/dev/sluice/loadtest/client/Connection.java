package dev.sluice.loadtest.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection and the call that is under way on it; connects again when it breaks. Runs on one event loop. */
@ChannelHandler.Sharable // The same handler goes into each new channel, one after the other.
final class Connection extends ChannelInboundHandlerAdapter {
    private static final long ANSWER_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LONGEST_WAIT_MS = 30_000;
    private static final int LONGEST_BODY = 4_096;

    private final Bootstrap bootstrap;
    private final EventLoop loop;
    private final WebhookClient.Settings settings;
    private final Feed feed;
    private final Answers answers;
    private final WebhookClient.Run run;
    private final StringBuilder body = new StringBuilder();

    private @Nullable Channel channel;
    private @Nullable Call call;
    private @Nullable ScheduledFuture<?> watchdog;
    private int attempt;
    private boolean underWay;
    private long sentAt;
    private int status;
    private long retryAfterMs;

    Connection(
            Bootstrap bootstrap,
            EventLoop loop,
            WebhookClient.Settings settings,
            Feed feed,
            Answers answers,
            WebhookClient.Run run) {
        this.bootstrap = bootstrap.clone(loop);
        this.loop = loop;
        this.settings = settings;
        this.feed = feed;
        this.answers = answers;
        this.run = run;
        this.bootstrap.handler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel opened) {
                opened.pipeline().addLast(new HttpResponseDecoder(), Connection.this);
            }
        });
    }

    void start() {
        loop.execute(() -> {
            watchdog = loop.scheduleAtFixedRate(this::watch, 1, 1, TimeUnit.SECONDS);
            next();
        });
    }

    private void next() {
        call = feed.next();
        attempt = 0;
        if (call != null) {
            send();
            return;
        }
        if (watchdog != null) {
            watchdog.cancel(false);
        }
        if (channel != null) {
            channel.close();
        }
        run.connectionDone();
    }

    private void send() {
        if (channel != null && channel.isActive()) {
            write(channel);
        } else {
            bootstrap.connect().addListener((ChannelFuture future) -> {
                if (future.isSuccess()) {
                    channel = future.channel();
                    write(channel);
                } else {
                    attempt++;
                    failed("no connection");
                }
            });
        }
    }

    private void write(Channel open) {
        Call current = call;
        if (current == null) {
            return;
        }
        attempt++;
        underWay = true;
        status = 0;
        body.setLength(0);
        sentAt = System.nanoTime();
        open.writeAndFlush(current.request().encode(open.alloc(), current.webhookId()), open.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            read(context, (HttpObject) message);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void read(ChannelHandlerContext context, HttpObject message) {
        DecoderResult decoded = message.decoderResult();
        if (decoded.isFailure()) {
            context.close();
            return;
        }
        if (message instanceof HttpResponse response) {
            status = response.status().code();
            retryAfterMs = retryAfter(response);
        }
        if (message instanceof HttpContent content && settings.keepBodies() && body.length() < LONGEST_BODY) {
            body.append(content.content().toString(ISO_8859_1));
        }
        if (message instanceof LastHttpContent && underWay) {
            underWay = false;
            answered();
        }
    }

    private static long retryAfter(HttpResponse response) {
        String value = response.headers().get(HttpHeaderNames.RETRY_AFTER);
        try {
            return value == null ? 0 : Math.min(LONGEST_WAIT_MS, Long.parseLong(value.trim()) * 1_000);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private void answered() {
        Call current = call;
        if (current == null) {
            return;
        }
        boolean again = status == 429 || status >= 500;
        if (again && attempt < settings.attempts()) {
            answers.repeated(current, "HTTP " + status);
            sendLater(retryAfterMs);
        } else {
            answers.answered(current, status, body.toString(), System.nanoTime() - sentAt, attempt);
            next();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (context.channel() == channel && underWay) {
            underWay = false;
            failed("connection closed");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // What breaks a connection shows as its end, handled there.
        context.close();
    }

    private void watch() {
        if (underWay && channel != null && System.nanoTime() - sentAt > ANSWER_TIMEOUT_NANOS) {
            channel.close();
        }
    }

    private void failed(String why) {
        Call current = call;
        if (current == null) {
            return;
        }
        if (attempt < settings.attempts()) {
            answers.repeated(current, why);
            sendLater(0);
        } else {
            answers.lost(current, why);
            // A loop that ends in a stack as deep as the feed is long must not build up.
            loop.execute(this::next);
        }
    }

    /** Waits as long as was asked for, else longer with each attempt; spread, so that not all come back at once. */
    private void sendLater(long askedMs) {
        long base = askedMs > 0 ? askedMs : Math.min(LONGEST_WAIT_MS, 50L << Math.min(attempt, 9));
        long jitter = ThreadLocalRandom.current().nextLong(base / 4 + 1);
        loop.schedule(this::send, base + jitter, TimeUnit.MILLISECONDS);
    }
}
