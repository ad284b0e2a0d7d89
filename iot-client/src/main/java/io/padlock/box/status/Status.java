package io.padlock.box.status;

import java.util.List;

/**
 * The six codes that people know from their boxes, to the letter, and OK. Each says its cause and its remedy to whoever
 * stands before the box.
 */
public sealed interface Status {

    /** What stands on the homepage and what people search for. */
    String code();

    /** What is the case. */
    String cause();

    /** What to do about it; empty when there is nothing to do. */
    String remedy();

    /** What the server said, where it gave reasons. */
    default List<Explained> reasons() {
        return List.of();
    }

    /** Under this the people who run the server find more; empty where there is none. */
    default String reference() {
        return "";
    }

    default boolean ok() {
        return false;
    }

    /** One of the server's reasons. */
    record Explained(String explanation, String remedy) {}

    /** The first attempt has not ended yet. */
    record Starting() implements Status {
        @Override
        public String code() {
            return "STARTING";
        }

        @Override
        public String cause() {
            return "The box has just started and is asking for its certificate.";
        }

        @Override
        public String remedy() {
            return "Wait a moment; this page says how it went.";
        }
    }

    record Ok() implements Status {
        @Override
        public String code() {
            return "OK";
        }

        @Override
        public String cause() {
            return "The box has a valid HTTPS certificate and serves it.";
        }

        @Override
        public String remedy() {
            return "";
        }

        @Override
        public boolean ok() {
            return true;
        }
    }

    /** The box was never connected, or to something that can't be asked. */
    record CheckNoServer(String explanation) implements Status {
        @Override
        public String code() {
            return "ERR_IOT_HTTPS_CHECK_NO_SERVER";
        }

        @Override
        public String cause() {
            return "The configuration regarding the server is missing. " + explanation;
        }

        @Override
        public String remedy() {
            return "Ensure that the server is configured: set padlock.box.server to the address of the server that"
                    + " issues certificates, and restart the box.";
        }
    }

    /** A certificate is there and can't be used; asking for another one mends that. */
    record CheckCertReadException(String explanation) implements Status {
        @Override
        public String code() {
            return "ERR_IOT_HTTPS_CHECK_CERT_READ_EXCEPTION";
        }

        @Override
        public String cause() {
            return "An error occurred while attempting to read the existing HTTPS certificate. " + explanation;
        }

        @Override
        public String remedy() {
            return "Verify that the HTTPS certificate file is readable for the user that the box runs as.";
        }
    }

    record LoadNoCredential(List<String> missing) implements Status {
        @Override
        public String code() {
            return "ERR_IOT_HTTPS_LOAD_NO_CREDENTIAL";
        }

        @Override
        public String cause() {
            return "The contract and/or database UUID is missing: " + String.join(" and ", missing) + ".";
        }

        @Override
        public String remedy() {
            return "Verify that both values are configured: padlock.box.database-uuid and padlock.box.enterprise-code.";
        }
    }

    /** The request failed before an HTTP status came, or what came can't be used. */
    record LoadRequestException(String server, String explanation) implements Status {
        @Override
        public String code() {
            return "ERR_IOT_HTTPS_LOAD_REQUEST_EXCEPTION";
        }

        @Override
        public String cause() {
            return "An unexpected error occurred while the box tried to reach " + server + ": " + explanation;
        }

        @Override
        public String remedy() {
            return "Check that the box has Internet access, and that no firewall or VPN keeps it from " + server
                    + ". If that is not it, see this with whoever looks after your network. The box tries again by itself.";
        }
    }

    record LoadRequestStatus(String server, int http, List<Explained> reasons, String reference) implements Status {
        @Override
        public String code() {
            return "ERR_IOT_HTTPS_LOAD_REQUEST_STATUS " + http;
        }

        @Override
        public String cause() {
            return "The box reached " + server + ", but received an unexpected HTTP response (status " + http + ").";
        }

        @Override
        public String remedy() {
            return "Open " + server + " in a web browser to see whether it is down for maintenance; if so, wait for it:"
                    + " the box tries again by itself. If not, tell whoever runs it the status code " + http + ".";
        }
    }

    /** The server was reached and refused; where it said why, the reasons stand here. */
    record LoadRequestNoResult(String server, List<Explained> reasons, String reference) implements Status {
        @Override
        public String code() {
            return "ERR_IOT_HTTPS_LOAD_REQUEST_NO_RESULT";
        }

        @Override
        public String cause() {
            return "The box connected to " + server + ", but the server refused to provide the HTTPS certificate.";
        }

        @Override
        public String remedy() {
            return reasons.isEmpty()
                    ? "Check that the database is a production one, and that its subscription is In Progress and has an"
                            + " IoT Box Subscription line."
                    : "Do what stands below each reason, then refresh this page.";
        }
    }
}
