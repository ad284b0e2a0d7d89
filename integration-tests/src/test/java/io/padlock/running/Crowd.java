package io.padlock.running;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.padlock.testing.contract.Exchange;
import io.padlock.testing.contract.KeepsToTheContract;
import io.padlock.testing.contract.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Boxes that come at once, each on a connection of its own, which it makes for one request and closes: nobody waits in a
 * library's queue, as in the field nobody does. Who is told to come later comes then, and not before. A stock box hangs up
 * after 5 s, and asks again 10 s later, as those of the first generations do.
 */
public final class Crowd {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] NOTHING = {};
    private static final Duration STOCK_BOX_HANGS_UP = Duration.ofSeconds(5);
    private static final Duration STOCK_BOX_ASKS_AGAIN = Duration.ofSeconds(10);

    /** @param signingRequest null for a stock box, which has none */
    public record Visitor(Door door, Customer customer, String signingRequest) {

        private byte[] body() {
            Map<String, ?> body = door == Door.V1
                    ? Map.of(
                            "databaseUuid", customer.uuid(),
                            "enterpriseCode", customer.code(),
                            "signingRequest", signingRequest)
                    : Map.of("params", Map.of("db_uuid", customer.uuid(), "enterprise_code", customer.code()));
            try {
                return JSON.writeValueAsBytes(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** @param answers all that was heard, those that were told "later" included; the last of a box is its final one */
    public record Came(List<List<Answer>> answers, Duration took, int mostAtOnce) {}

    private record Raw(Visitor visitor, byte[] body, Instant asked, Duration took, byte[] answer) {}

    private final int port;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    private Crowd(int port) {
        this.port = port;
    }

    /** @param within each comes at a moment of its own in that time */
    public static Came come(int port, List<Visitor> visitors, Duration within) throws Exception {
        return new Crowd(port).come(visitors, within);
    }

    private Came come(List<Visitor> visitors, Duration within) throws Exception {
        AsynchronousChannelGroup group =
                AsynchronousChannelGroup.withFixedThreadPool(2, Executors.defaultThreadFactory());
        List<Visit> visits = new ArrayList<>();
        CountDownLatch left = new CountDownLatch(visitors.size());
        visitors.forEach(visitor -> visits.add(new Visit(visitor, group, left)));
        Random random = new Random();
        Instant begun = Instant.now();
        visits.forEach(
                visit -> clock.schedule(visit::begin, random.nextInt((int) within.toMillis()), TimeUnit.MILLISECONDS));
        boolean all = left.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Duration took = Duration.between(begun, Instant.now());
        clock.shutdownNow();
        group.shutdownNow();
        if (!all) {
            throw new AssertionError(left.getCount() + " boxes have no final answer after " + PATIENCE);
        }
        visits.parallelStream().forEach(Visit::isHeldToTheContract);
        return new Came(
                visits.parallelStream()
                        .map(visit -> visit.heard.stream().map(Crowd::answer).toList())
                        .toList(),
                took,
                mostAtOnce.get());
    }

    /** One box, from its first question to its final answer. */
    private final class Visit {

        private final Visitor visitor;
        private final byte[] body;
        private final AsynchronousChannelGroup group;
        private final CountDownLatch left;
        private final Queue<Raw> heard = new ConcurrentLinkedQueue<>();
        private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
        private final ByteBuffer some = ByteBuffer.allocate(8192);
        private AsynchronousSocketChannel socket;
        private Instant asked;
        private long begun;

        Visit(Visitor visitor, AsynchronousChannelGroup group, CountDownLatch left) {
            this.visitor = visitor;
            this.body = visitor.body();
            this.group = group;
            this.left = left;
        }

        void begin() {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            asked = Instant.now();
            begun = System.nanoTime();
            answer.reset();
            try {
                hangUpInTime();
                socket.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        null,
                        then(ignored -> write(request())));
            } catch (IOException e) {
                end(NOTHING);
            }
        }

        private void hangUpInTime() throws IOException {
            AsynchronousSocketChannel mine = AsynchronousSocketChannel.open(group);
            socket = mine;
            if (visitor.door() == Door.STOCK) {
                // What is under way fails then.
                clock.schedule(() -> close(mine), STOCK_BOX_HANGS_UP.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        /** Every refusal is, and every tenth certificate: thousands of the same take longer to check than to issue. */
        void isHeldToTheContract() {
            heard.stream()
                    .filter(raw -> raw.answer().length > 0)
                    .filter(raw -> !answer(raw).isCertificate() || raw.asked().getNano() / 1000 % 10 == 0)
                    .forEach(Crowd::check);
        }

        private static void close(AsynchronousSocketChannel socket) {
            try {
                socket.close();
            } catch (IOException alreadyGone) {
                // Nothing is left to close.
            }
        }

        private ByteBuffer request() {
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.writeBytes(("POST " + visitor.door().path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                            + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            request.writeBytes(body);
            return ByteBuffer.wrap(request.toByteArray());
        }

        private void write(ByteBuffer rest) {
            if (rest.hasRemaining()) {
                socket.write(rest, null, then(ignored -> write(rest)));
            } else {
                read();
            }
        }

        private void read() {
            socket.read(some.clear(), null, then(read -> {
                if (read < 0) {
                    end(answer.toByteArray());
                } else {
                    answer.write(some.array(), 0, read);
                    read();
                }
            }));
        }

        private <T> CompletionHandler<T, Void> then(Consumer<T> next) {
            return new CompletionHandler<>() {
                @Override
                public void completed(T result, Void nothing) {
                    next.accept(result);
                }

                @Override
                public void failed(Throwable failure, Void nothing) {
                    end(NOTHING);
                }
            };
        }

        private void end(byte[] whole) {
            atOnce.decrementAndGet();
            Raw raw = new Raw(visitor, body, asked, Duration.ofNanos(System.nanoTime() - begun), whole);
            heard.add(raw);
            close(socket);
            Answer told = answer(raw);
            if (told.isLater() || told.isTooMany()) {
                clock.schedule(this::begin, told.retryAfter(), TimeUnit.SECONDS);
            } else if (told.isNone() && visitor.door() == Door.STOCK) {
                clock.schedule(this::begin, STOCK_BOX_ASKS_AGAIN.toSeconds(), TimeUnit.SECONDS);
            } else {
                left.countDown();
            }
        }
    }

    private static void check(Raw raw) {
        KeepsToTheContract.reviewed()
                .check(new Exchange(
                        "POST",
                        raw.visitor().door().path,
                        new Message(Map.of("Content-Type", List.of("application/json")), raw.body()),
                        status(head(raw)),
                        new Message(headers(head(raw)), body(raw))));
    }

    private static Answer answer(Raw raw) {
        String head = head(raw);
        JsonNode body = head.isEmpty() ? new TextNode("The connection ended before an answer.") : json(body(raw));
        int later = head.isEmpty()
                ? 0
                : Integer.parseInt(headers(head)
                        .getOrDefault(
                                "Retry-After",
                                List.of(body.at("/error/data/retryAfter").asText("0")))
                        .get(0));
        return new Answer(
                raw.visitor().door(),
                raw.visitor().customer().uuid(),
                raw.asked(),
                raw.took(),
                head.isEmpty() ? 0 : status(head),
                later,
                body);
    }

    private static String head(Raw raw) {
        String text = new String(raw.answer(), StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        return end < 0 ? "" : text.substring(0, end);
    }

    private static byte[] body(Raw raw) {
        byte[] answer = raw.answer();
        return Arrays.copyOfRange(answer, head(raw).length() + 4, answer.length);
    }

    private static int status(String head) {
        return Integer.parseInt(head.split(" ", 3)[1]);
    }

    private static Map<String, List<String>> headers(String head) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        head.lines().skip(1).map(line -> line.split(": ?", 2)).forEach(pair -> headers.put(pair[0], List.of(pair[1])));
        return headers;
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return new TextNode("Not JSON: " + new String(body, StandardCharsets.UTF_8));
        }
    }
}
