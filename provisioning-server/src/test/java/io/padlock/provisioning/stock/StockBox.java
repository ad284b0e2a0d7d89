package io.padlock.provisioning.stock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What each generation of Odoo's box software makes of an answer, line for line as it was measured on its own functions.
 * G1 reads by urllib3 and json, the later ones by requests.
 */
enum StockBox {
    /** 14.0 to 18.0. */
    G1 {
        @Override
        Heard hears(int status, String body) {
            if (status != 200) {
                return new Heard(Outcome.SHOWN, "ERR_IOT_HTTPS_LOAD_REQUEST_STATUS " + status);
            }
            JsonNode json = json(body);
            if (json == null) {
                return new Heard(Outcome.CRASH, "json.loads");
            }
            if (!json.has("result")) {
                return new Heard(Outcome.CRASH, "KeyError: 'result'");
            }
            if (isFalse(json.get("result"))) {
                return new Heard(Outcome.SHOWN, "ERR_IOT_HTTPS_LOAD_REQUEST_NO_RESULT");
            }
            return storesWhatIsThere(json.get("result"));
        }
    },
    /** Early 2025. Looks into a result before it looks whether there is one: it survives no refusal with status 200. */
    G2 {
        @Override
        Heard hears(int status, String body) {
            JsonNode json = status / 100 == 2 ? json(body) : null;
            if (json == null) {
                return new Heard(Outcome.SHOWN, "ERR_IOT_HTTPS_LOAD_REQUEST_EXCEPTION");
            }
            if (!json.has("result")) {
                return new Heard(Outcome.CRASH, "KeyError: 'result'");
            }
            if (json.get("result").isNull()) {
                return new Heard(Outcome.CRASH, "TypeError: 'NoneType' object is not subscriptable");
            }
            return storesWhatIsThere(json.get("result"));
        }
    },
    /** Late 18.x. */
    G3 {
        @Override
        Heard hears(int status, String body) {
            JsonNode json = status / 100 == 2 ? json(body) : null;
            return json == null ? new Heard(Outcome.LOGGED, "") : judgesFirst(json);
        }
    },
    /** 19.0 and after. Asks up to six times at once, on whatever is no JSON with a status of success. */
    G4_AND_G5 {
        @Override
        Heard hears(int status, String body) {
            JsonNode json = status / 100 == 2 ? json(body) : null;
            return json == null ? new Heard(Outcome.LOGGED_AFTER_SIX_REQUESTS, "") : judgesFirst(json);
        }
    };

    enum Outcome {
        STORED,
        /** The good files are gone, or half of a pair is. */
        SPOILED,
        SHOWN,
        LOGGED,
        LOGGED_AFTER_SIX_REQUESTS,
        /** At its start that is the end of the box's device manager. */
        CRASH
    }

    /** @param said what a person can see of it */
    record Heard(Outcome outcome, String said) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    abstract Heard hears(int status, String body);

    /** G1 and G2 write one file after the other, and look at neither. */
    private static Heard storesWhatIsThere(JsonNode result) {
        if (!result.has("subject_cn") || !result.has("x509_pem")) {
            return new Heard(Outcome.CRASH, "KeyError");
        }
        if (!result.has("private_key_pem")
                || result.get("private_key_pem").asText().isEmpty()) {
            return new Heard(Outcome.SPOILED, "");
        }
        return new Heard(result.get("x509_pem").asText().isEmpty() ? Outcome.SPOILED : Outcome.STORED, "");
    }

    private static Heard judgesFirst(JsonNode json) {
        if (json.hasNonNull("error")) {
            return new Heard(Outcome.LOGGED, json.at("/error/message").asText());
        }
        if (!json.hasNonNull("result")) {
            return new Heard(Outcome.CRASH, "AttributeError: 'NoneType' object has no attribute 'get'");
        }
        JsonNode result = json.get("result");
        if (result.hasNonNull("error")) {
            return new Heard(Outcome.LOGGED, result.get("error").asText());
        }
        if (!result.has("private_key_pem")) {
            return new Heard(Outcome.CRASH, "KeyError: 'private_key_pem'");
        }
        boolean empty = result.get("x509_pem").asText().isEmpty()
                || result.get("private_key_pem").asText().isEmpty();
        return new Heard(empty ? Outcome.LOGGED : Outcome.STORED, "");
    }

    private static JsonNode json(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json.isMissingNode() ? null : json;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static boolean isFalse(JsonNode value) {
        return value.isNull() || value.isContainerNode() && value.isEmpty();
    }
}
