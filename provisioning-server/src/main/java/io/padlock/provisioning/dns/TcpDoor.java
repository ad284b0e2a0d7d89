package io.padlock.provisioning.dns;

import io.padlock.provisioning.dns.Responder.Reply;
import io.padlock.provisioning.dns.Responder.Way;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import io.vertx.core.net.impl.TCPServerBase;
import io.vertx.core.parsetools.RecordParser;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Questions over TCP, each after its length, as many as somebody wants to send one after the other (RFC 7766). */
final class TcpDoor {

    private static final int LENGTH = 2;
    private static final int SILENT_SECONDS = 10;
    /** However busy: who drips a byte now and then is not served for ever. */
    private static final long LONGEST_MS = TimeUnit.MINUTES.toMillis(2);

    private static final int MOST_CONNECTIONS = 2_000;
    /** A resolver needs one, and a large one that is many machines some. */
    private static final int MOST_OF_A_NETWORK = 100;

    private final Vertx vertx;
    private final Responder responder;
    private final DnsFigures figures;
    private final Places places = new Places(MOST_CONNECTIONS, MOST_OF_A_NETWORK);
    private final List<NetServer> servers = new CopyOnWriteArrayList<>();

    TcpDoor(Vertx vertx, Responder responder, DnsFigures figures) {
        this.vertx = vertx;
        this.responder = responder;
        this.figures = figures;
    }

    Future<NetServer> listen(int port, String host) {
        NetServer server = vertx.createNetServer(new NetServerOptions()
                .setIdleTimeout(SILENT_SECONDS)
                .setTcpNoDelay(true)
                .setReuseAddress(true));
        servers.add(server);
        return server.connectHandler(this::serve).listen(port, host);
    }

    /** Whether each address is listened at. */
    boolean isServing() {
        return servers.stream().allMatch(server -> ((TCPServerBase) server).isListening());
    }

    void close() {
        servers.forEach(NetServer::close);
    }

    private void serve(NetSocket socket) {
        long network = networkOf(socket);
        if (!places.take(network)) {
            figures.turnedAway();
            socket.close();
            return;
        }
        long end = vertx.setTimer(LONGEST_MS, late -> socket.close());
        socket.closeHandler(gone -> {
            places.giveBack(network);
            vertx.cancelTimer(end);
        });
        socket.exceptionHandler(broken -> socket.close());
        RecordParser parser = RecordParser.newFixed(LENGTH, socket);
        boolean[] isLength = {true};
        parser.handler(part -> {
            if (isLength[0]) {
                int length = part.getUnsignedShort(0);
                // What is longer than any question is not to be kept until it has come.
                if (length == 0 || length > Responder.LONGEST_QUESTION) {
                    figures.silent();
                    socket.close();
                    return;
                }
                parser.fixedSizeMode(length);
            } else {
                parser.fixedSizeMode(LENGTH);
                answer(socket, parser, part);
            }
            isLength[0] = !isLength[0];
        });
    }

    private static long networkOf(NetSocket socket) {
        return Network.of(((InetSocketAddress) ((NetSocketInternal) socket)
                        .channelHandlerContext()
                        .channel()
                        .remoteAddress())
                .getAddress());
    }

    private void answer(NetSocket socket, RecordParser parser, Buffer question) {
        Reply reply = responder.answer(question.getBytes(), Way.TCP);
        if (reply.isSilence()) {
            figures.silent();
            socket.close();
            return;
        }
        figures.answered(Way.TCP, reply.rcode());
        socket.write(Buffer.buffer(LENGTH + reply.bytes().length)
                .appendUnsignedShort(reply.bytes().length)
                .appendBytes(reply.bytes()));
        // Who asks and does not read is not to fill the memory.
        if (socket.writeQueueFull()) {
            parser.pause();
            socket.drainHandler(read -> parser.resume());
        }
    }
}
