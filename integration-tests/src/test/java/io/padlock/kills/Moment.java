package io.padlock.kills;

import io.padlock.testing.wire.PostgresTalk.Passing;
import io.padlock.testing.wire.Wire.Direction;

/** The steps of an issuance as they can be seen from outside, in their order; before each, and after it. */
enum Moment {
    WHEN_THE_REQUEST_ARRIVED(null, null, false),
    BEFORE_THE_LOOK_UP_IS_SENT("as asked", Direction.THERE, true),
    AFTER_THE_LOOK_UP_WAS_SENT("as asked", Direction.THERE, false),
    BEFORE_THE_LOOK_UP_IS_ANSWERED("as asked", Direction.BACK, true),
    AFTER_THE_LOOK_UP_WAS_ANSWERED("as asked", Direction.BACK, false),
    BEFORE_THE_ZONE_IS_SENT("insert into zone", Direction.THERE, true),
    AFTER_THE_ZONE_WAS_SENT("insert into zone", Direction.THERE, false),
    BEFORE_THE_ZONE_IS_ANSWERED("insert into zone", Direction.BACK, true),
    AFTER_THE_ZONE_WAS_ANSWERED("insert into zone", Direction.BACK, false),
    BEFORE_THE_RECORD_IS_SENT("insert into certificate", Direction.THERE, true),
    AFTER_THE_RECORD_WAS_SENT("insert into certificate", Direction.THERE, false),
    BEFORE_THE_RECORD_IS_ANSWERED("insert into certificate", Direction.BACK, true),
    AFTER_THE_RECORD_WAS_ANSWERED("insert into certificate", Direction.BACK, false),
    BEFORE_THE_ANSWER_PASSES(null, null, true),
    WHEN_THE_AUDIT_HAS_IT(null, null, true),
    AFTER_THE_ANSWER_PASSED(null, null, false);

    private final String sql;
    private final Direction direction;
    final boolean before;

    Moment(String sql, Direction direction, boolean before) {
        this.sql = sql;
        this.direction = direction;
        this.before = before;
    }

    boolean is(Passing passing) {
        return sql != null && passing.direction() == direction && passing.sql().contains(sql);
    }

    /** The commit had happened, since PostgreSQL had told of it. */
    boolean mustHaveRecorded() {
        return compareTo(BEFORE_THE_RECORD_IS_ANSWERED) >= 0;
    }

    /** PostgreSQL had what it commits, and nobody can say whether it still did. */
    boolean mayHaveRecorded() {
        return compareTo(AFTER_THE_RECORD_WAS_SENT) >= 0;
    }

    /** Only a database's first certificate passes here. */
    boolean isOfAFirstCertificate() {
        return sql != null && sql.contains("zone");
    }
}
