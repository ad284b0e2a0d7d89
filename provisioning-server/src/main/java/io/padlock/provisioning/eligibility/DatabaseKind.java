package io.padlock.provisioning.eligibility;

/** What a database is. Only a production one may have a certificate. */
public enum DatabaseKind {
    PRODUCTION("the production database"),
    COPY("a copy"),
    DUPLICATE("a duplicate"),
    STAGING("a staging environment"),
    DEVELOPMENT("a development environment");

    private final String inWords;

    DatabaseKind(String inWords) {
        this.inWords = inWords;
    }

    public String inWords() {
        return inWords;
    }
}
