package io.padlock.box.network;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import java.util.concurrent.CancellationException;

/** A request that somebody may let go of at any moment, also before its connection is there: then it is not sent any more. */
final class UnderWay {

    private HttpClientRequest request;
    private boolean isLetGo;

    synchronized Future<HttpClientRequest> begins(HttpClientRequest begun) {
        request = begun;
        if (isLetGo) {
            hangUp();
            return Future.failedFuture(new CancellationException("Nobody waits for it any more."));
        }
        return Future.succeededFuture(begun);
    }

    synchronized void letGo() {
        isLetGo = true;
        if (request != null) {
            hangUp();
        }
    }

    private void hangUp() {
        request.connection().close();
    }
}
