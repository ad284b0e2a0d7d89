package io.padlock.box.homepage;

/** Where the box is found with a padlock. */
record SecureAddress(String name, int port) {

    String url() {
        return "https://" + name + (port == 443 ? "" : ":" + port) + "/";
    }
}
