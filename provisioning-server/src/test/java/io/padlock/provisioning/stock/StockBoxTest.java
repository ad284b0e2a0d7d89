package io.padlock.provisioning.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.provisioning.stock.StockBox.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The boxes of these tests do what the real ones were seen to do. */
class StockBoxTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200 | {"result": {"subject_cn": "*.a", "x509_pem": "c", "private_key_pem": "k"}} | STORED  | STORED  | STORED | STORED
            200 | {"result": null}                                                          | SHOWN   | CRASH   | CRASH  | CRASH
            200 | {"error": {"message": "no"}}                                              | CRASH   | CRASH   | LOGGED | LOGGED
            200 | {"result": {"error": "no"}}                                               | CRASH   | CRASH   | LOGGED | LOGGED
            200 | {"result": null, "error": {"message": "no"}}                              | SHOWN   | CRASH   | LOGGED | LOGGED
            404 | {"result": null, "error": {"message": "no"}}                              | SHOWN   | SHOWN   | LOGGED | LOGGED_AFTER_SIX_REQUESTS
            500 | oops                                                                      | SHOWN   | SHOWN   | LOGGED | LOGGED_AFTER_SIX_REQUESTS
            200 | oops                                                                      | CRASH   | SHOWN   | LOGGED | LOGGED_AFTER_SIX_REQUESTS
            200 | {"result": {"subject_cn": "*.a", "x509_pem": "", "private_key_pem": ""}}  | SPOILED | SPOILED | LOGGED | LOGGED
            200 | {"result": {"subject_cn": "*.a", "x509_pem": "c"}}                        | SPOILED | SPOILED | CRASH  | CRASH
            """)
    void each_generation_makes_of_an_answer_what_was_measured(
            int status, String body, Outcome g1, Outcome g2, Outcome g3, Outcome g4) {
        assertThat(StockBox.G1.hears(status, body).outcome()).isEqualTo(g1);
        assertThat(StockBox.G2.hears(status, body).outcome()).isEqualTo(g2);
        assertThat(StockBox.G3.hears(status, body).outcome()).isEqualTo(g3);
        assertThat(StockBox.G4_AND_G5.hears(status, body).outcome()).isEqualTo(g4);
    }
}
