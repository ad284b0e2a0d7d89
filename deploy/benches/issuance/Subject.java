package issuance;

enum Subject {
    PADLOCK("Padlock"),
    CFSSL_POOLED("cfssl, PgBouncer"),
    CFSSL("cfssl as it comes");

    final String title;

    Subject(String title) {
        this.title = title;
    }
}
