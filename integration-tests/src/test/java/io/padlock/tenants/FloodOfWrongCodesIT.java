package io.padlock.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.padlock.running.Await;
import io.padlock.running.KeptConnection;
import io.padlock.running.KeptConnection.Reply;
import io.padlock.running.Server;
import io.padlock.testing.requests.Requests;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody with many addresses tries codes of databases that are not his, and calls himself another box each time. The
 * operator is told of it, and still finds all that was decided about those who know their code.
 */
class FloodOfWrongCodesIT {

    private static final int WRONG_CODES = 6_000;
    /** Of one address and database: half of what the budget allows at once. */
    private static final int OF_ONE_ADDRESS = 10;

    private static final int MOST_OF_A_PAGE = 1_000;
    private static final String UNKNOWN = "UNKNOWN_DATABASE_OR_CONTRACT";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SIGNING_REQUEST = Requests.good();

    @Test
    void a_flood_of_wrong_codes_displaces_no_decision_and_is_told_in_a_few_entries(@TempDir Path data)
            throws Exception {
        try (Server server = Server.start(data, Server.AS_USUAL, "-Dpadlock.budget.address.proxies=1")) {
            Neighbour eligible = Neighbour.eligibleOn(server);
            Neighbour refused = Neighbour.refusedOn(server);
            assertThat(eligible.ask(eligible.signingRequest()).statusCode()).isEqualTo(200);
            List<Object> before = new ArrayList<>();
            Await.until("the decisions of before", Duration.ofSeconds(30), () -> {
                before.clear();
                before.addAll(all(server, eligible.uuid()));
                before.addAll(all(server, refused.uuid()));
                // Three certificates, one of them given again; and one refusal.
                return before.size() == 5;
            });

            try (KeptConnection connection = new KeptConnection(server.port())) {
                for (int i = 0; i < WRONG_CODES; i++) {
                    if (i == WRONG_CODES / 2) {
                        assertThat(eligible.ask(eligible.signingRequest()).statusCode())
                                .as("a real one in the middle")
                                .isEqualTo(200);
                    }
                    Reply reply = connection.ask(guess(i, i % 2 == 0 ? eligible.uuid() : refused.uuid()));
                    assertThat(reply.text()).as("not stopped by a budget").contains(UNKNOWN);
                }
                // And others, of which nobody has heard.
                for (int i = 0; i < MOST_OF_A_PAGE; i++) {
                    assertThat(connection
                                    .ask(guess(i, UUID.randomUUID().toString()))
                                    .text())
                            .contains(UNKNOWN);
                }
            }

            Await.until(
                    "the decision of the middle",
                    Duration.ofSeconds(30),
                    () -> all(server, eligible.uuid(), "outcome=REPEATED").size() == 2);
            List<Object> after = new ArrayList<>(all(server, eligible.uuid()));
            after.addAll(all(server, refused.uuid()));
            assertThat(after).containsAll(before);
            assertThat(all(server, refused.uuid(), "code=NOT_ELIGIBLE")).hasSize(1);
            for (Neighbour one : List.of(eligible, refused)) {
                assertThat(all(server, one.uuid(), "code=" + UNKNOWN))
                        .as("told, of each door: the first in ten minutes, and once how many followed")
                        .hasSizeBetween(2, 8);
            }
        }
    }

    /** At one door and the other. */
    private static byte[] guess(int number, String uuid) throws Exception {
        // Two databases and two doors: an address asks each of them as often.
        int address = number / (2 * OF_ONE_ADDRESS);
        Map<String, Object> body = number / 2 % 2 == 0
                ? Map.of(
                        "databaseUuid",
                        uuid,
                        "enterpriseCode",
                        "wrong" + number,
                        "signingRequest",
                        SIGNING_REQUEST,
                        "box",
                        Map.of("identifier", "box " + number, "name", "Till " + number))
                : Map.of("params", Map.of("db_uuid", uuid, "enterprise_code", "wrong" + number));
        return KeptConnection.request(
                "POST",
                (number / 2 % 2 == 0 ? Door.CERTIFICATES : Door.STOCK).path(),
                List.of(
                        "Content-Type: application/json",
                        "X-Forwarded-For: 10.1." + address / 250 + "." + address % 250),
                JSON.writeValueAsBytes(body));
    }

    /** Page by page, as an operator reads it. */
    private static List<Object> all(Server server, String uuid, String... filters) throws Exception {
        List<Object> all = new ArrayList<>();
        Map<String, Object> parameters = new HashMap<>(Map.of("database", uuid, "limit", MOST_OF_A_PAGE));
        for (String filter : filters) {
            parameters.put(filter.split("=")[0], filter.split("=")[1]);
        }
        while (true) {
            Map<String, Object> page = Neighbour.operator(server)
                    .queryParams(parameters)
                    .get(server.url() + "/v1/operator/decisions")
                    .path("");
            all.addAll((List<?>) page.get("items"));
            if (page.get("next") == null) {
                return all;
            }
            parameters.put("cursor", Objects.requireNonNull(page.get("next")));
        }
    }
}
