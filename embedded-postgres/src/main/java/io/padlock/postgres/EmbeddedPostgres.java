package io.padlock.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A PostgreSQL that is there after {@link #start} and gone after {@link #close}, or after the JVM's death. */
public final class EmbeddedPostgres implements AutoCloseable {

    private final FolderLock lock;
    private final Cluster cluster;
    private final Postmaster postmaster;

    private EmbeddedPostgres(FolderLock lock, Cluster cluster, Postmaster postmaster) {
        this.lock = lock;
        this.cluster = cluster;
        this.postmaster = postmaster;
    }

    /**
     * Blocks until PostgreSQL answers: a second or two the first time, a fraction of one after.
     *
     * @param folder where everything is kept: programs, data, password, log. One server a folder.
     * @param tell gets a sentence before each step that takes long, and when PostgreSQL ended by itself and is started again
     * @throws EmbeddedPostgresException with a sentence that says what to do
     */
    public static EmbeddedPostgres start(Path folder, Consumer<String> tell) {
        Path home = folder.toAbsolutePath().normalize();
        FolderLock lock = null;
        try {
            Folders.createPrivate(home);
            lock = FolderLock.take(home);
            Commands.checkThatRootCanStepDown();
            Binaries binaries = Binaries.in(home, tell);
            Cluster cluster = Cluster.in(home, binaries, tell);
            return new EmbeddedPostgres(lock, cluster, Postmaster.start(home, binaries, cluster, tell));
        } catch (IOException e) {
            release(lock);
            throw new EmbeddedPostgresException(
                    "PostgreSQL could not be started in " + home + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            release(lock);
            throw e;
        }
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return postmaster.port();
    }

    public String database() {
        return "postgres";
    }

    public String user() {
        return Cluster.USER;
    }

    public String password() {
        return cluster.password();
    }

    /** The form that Quarkus and the Vert.x client read; it carries no password. */
    public String reactiveUrl() {
        return "postgresql://" + host() + ":" + port() + "/" + database();
    }

    @Override
    public void close() {
        postmaster.stop();
        release(lock);
    }

    private static void release(FolderLock lock) {
        if (lock == null) {
            return;
        }
        try {
            lock.close();
        } catch (IOException e) {
            // The kernel drops it with the process at the latest.
        }
    }
}
