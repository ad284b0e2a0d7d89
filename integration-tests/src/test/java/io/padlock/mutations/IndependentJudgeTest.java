package io.padlock.mutations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.padlock.testing.requests.AskedName;
import io.padlock.testing.requests.BadNames;
import io.padlock.testing.requests.BadRequest;
import io.padlock.testing.requests.BadRequests;
import io.padlock.testing.requests.GoodNames;
import io.padlock.testing.requests.Requests;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The judge would object, had the server taken what it refuses. */
class IndependentJudgeTest {

    /** Lists of keys and of chips are the server's business, and so is how a text has to be written. */
    private static final String JUDGED =
            "KEY_TYPE_NOT_ACCEPTED|KEY_MALFORMED|RSA_(?!KEY_ROCA).*|SIGNING_REQUEST_WEAK_SIGNATURE|SIGNING_REQUEST_NOT_PROVED";

    private final IndependentJudge judge = new IndependentJudge();

    @Test
    void it_objects_to_every_bad_key_and_every_bad_signature() {
        List<BadRequest> judged = BadRequests.all().stream()
                .filter(bad -> bad.code().matches(JUDGED))
                .toList();

        assertThat(judged)
                .hasSizeGreaterThan(60)
                .allSatisfy(bad -> assertThatThrownBy(() -> judge.keyOf(bad.pem()))
                        .as(bad.toString())
                        .isInstanceOf(AssertionError.class));
    }

    @Test
    void it_objects_to_every_bad_name_because_of_the_name() {
        List<AskedName> judged = BadNames.all().stream()
                .filter(bad -> !bad.code().equals("NAMES_TOO_MANY"))
                .toList();

        assertThat(judged)
                .hasSizeGreaterThan(80)
                .allSatisfy(bad -> assertThatThrownBy(() -> judge.keyOf(bad.signingRequest()))
                        .as(bad.toString())
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("name that is asked for"));
    }

    @Test
    void it_objects_to_nothing_that_is_good() {
        assertThat(judge.keyOf(Requests.good())).isNotEmpty();
        assertThat(judge.keyOf(Requests.rsa(2048))).isNotEmpty();
        assertThat(GoodNames.all())
                .allSatisfy(good -> assertThat(judge.keyOf(good.signingRequest()))
                        .as(good.why())
                        .isNotEmpty());
    }

    @Test
    void it_finds_a_factor_of_each_kind_of_weak_modulus_and_none_of_a_good_one() {
        BigInteger p = BigInteger.probablePrime(1024, new Random(1));
        BigInteger q = BigInteger.probablePrime(1024, new Random(2));

        assertThat(IndependentJudge.factorOf(p.shiftLeft(1024))).contains(BigInteger.TWO);
        assertThat(IndependentJudge.factorOf(p.multiply(BigInteger.valueOf(751))))
                .contains(BigInteger.valueOf(751));
        assertThat(IndependentJudge.factorOf(p.multiply(p.nextProbablePrime()))).contains(p);
        assertThat(IndependentJudge.factorOf(p.pow(2))).contains(p);
        assertThat(IndependentJudge.factorOf(p.multiply(q))).isEmpty();
    }
}
