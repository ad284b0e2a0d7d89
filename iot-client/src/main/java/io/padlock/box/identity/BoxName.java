package io.padlock.box.identity;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What people call the box when they gave it no name. */
public final class BoxName {

    private BoxName() {}

    public static String ofThisMachine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "box";
        }
    }
}
