package io.padlock;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Alone;
import io.padlock.running.Server;
import io.padlock.testing.Length;
import io.padlock.testing.contract.CheckedHttpClient;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Import and export at the size that the schema is made for, on a heap that could not hold them. */
@Alone
class MillionDatabasesIT {

    /** A million in full; as few as the heap can't hold either in each build. */
    private static final int DATABASES = Length.of(300_000, 1_000_000);

    private static final int A_PIECE = 1000;

    @TempDir
    Path data;

    private final CheckedHttpClient http = new CheckedHttpClient();

    @Test
    void come_in_and_go_out_through_a_heap_of_96_mebibytes() throws Exception {
        try (Server server = Server.start(data, Server.AS_USUAL, "-Xmx96m", "-XX:+ExitOnOutOfMemoryError")) {
            HttpResponse<byte[]> sent = http.send(request(server, "import")
                    .header("Content-Type", "text/csv")
                    .POST(BodyPublishers.ofInputStream(MillionDatabasesIT::databases))
                    .build());

            String report = new String(sent.body(), StandardCharsets.UTF_8);
            assertThat(sent.statusCode()).as(report).isEqualTo(200);
            assertThat(report).contains("\"lines\":" + DATABASES + ",\"created\":" + DATABASES);

            HttpResponse<InputStream> export = http.stream(request(server, "export?contractCodes=true")
                    .header("Accept", "application/x-ndjson")
                    .build());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(export.body(), StandardCharsets.UTF_8))) {
                assertThat(lines.lines()
                                .filter(line -> line.contains("\"enterpriseCode\":\"CODE-"))
                                .count())
                        .isEqualTo(DATABASES);
            }
        }
    }

    private static HttpRequest.Builder request(Server server, String address) throws Exception {
        return HttpRequest.newBuilder(URI.create(server.url() + "/v1/operator/databases/" + address))
                .header("Authorization", "Bearer " + server.operatorToken());
    }

    private static InputStream databases() {
        Iterator<String> pieces = IntStream.range(-1, DATABASES / A_PIECE)
                .mapToObj(piece -> piece < 0 ? "uuid,enterpriseCode,kind,subscriptionStatus,lines\n" : piece(piece))
                .iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return pieces.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return new ByteArrayInputStream(pieces.next().getBytes(StandardCharsets.US_ASCII));
            }
        });
    }

    private static String piece(int piece) {
        return IntStream.range(piece * A_PIECE, (piece + 1) * A_PIECE)
                .mapToObj(
                        i -> UUID.randomUUID() + ",CODE-" + i + ",PRODUCTION,IN_PROGRESS,IOT_BOX:" + (1 + i % 9) + "\n")
                .collect(Collectors.joining());
    }
}
