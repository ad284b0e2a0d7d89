package io.padlock.testing.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Any running server, held to the OpenAPI document: {@code deploy/test --against URL}. Its name keeps it out of all other
 * runs. What it registers are databases of its own, which it has forgotten in the end.
 */
class Against {

    private Visitor visitor;

    @BeforeEach
    void there_is_a_server_and_a_token() {
        String url = System.getProperty("padlock.against");
        String token = System.getenv("PADLOCK_OPERATOR_TOKEN");
        assertThat(url).as("The server's address: -Dpadlock.against=https://…").isNotBlank();
        assertThat(token != null && !token.isBlank())
                .as("An operator's token in the environment: PADLOCK_OPERATOR_TOKEN")
                .isTrue();
        visitor = new Visitor(URI.create(url), token);
    }

    @AfterEach
    void nothing_is_left() {
        visitor.close();
    }

    @Test
    void the_documents_own_requests_do_what_it_says() {
        new Examples(visitor).send();
    }

    @Test
    void every_answer_that_can_be_had_without_harm_is_given() {
        Ways ways = new Ways(visitor)
                .none(403, "It takes a token of the OpenID Connect provider, of somebody who is no operator.")
                .none(429, "Somebody's budget would be used up.")
                .none(500, "It takes a mistake of the server's own.")
                .none(503, "It takes a PostgreSQL that is away.");

        System.out.println("Not asked for:");
        ways.closed().forEach(System.out::println);
        assertThat(ways.goAll()).isEmpty();
    }
}
