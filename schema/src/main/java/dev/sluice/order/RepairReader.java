package dev.sluice.order;

import dev.sluice.contract.LogPlace;
import dev.sluice.contract.UnusableReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The body of a command, looked at for a repair. */
final class RepairReader implements BodyReader.Field {
    private boolean isRepair;
    private @Nullable String action;
    private @Nullable String event;
    private @Nullable String commandId;
    private @Nullable String reason;
    private @Nullable String actor;
    private @Nullable Instant at;

    @Override
    public void read(String field, BodyReader body) {
        switch (field) {
            case "repair" -> {
                isRepair = true;
                action = body.filled(Texts.MAX_WORD);
            }
            case "event" -> event = body.filled(Texts.MAX_WORD);
            case "command_id" -> commandId = body.filled(Texts.MAX_NAME);
            case "reason" -> reason = body.filled(Texts.MAX_NAME);
            case "actor" -> actor = body.filled(Texts.MAX_NAME);
            case "at" -> at = body.time();
            default -> body.skip();
        }
    }

    /** Null when the command is none about an event. */
    @Nullable
    Repair repair() {
        if (!isRepair) {
            return null;
        }
        if (commandId == null) {
            throw wrongShape("a command without command_id");
        }
        Repair.Action what =
                Repair.Action.of(String.valueOf(action)).orElseThrow(() -> wrongShape("a repair is retry or discard"));
        LogPlace place = LogPlace.parse(String.valueOf(event))
                .orElseThrow(() -> wrongShape("a repair names its event: log id, partition and offset"));
        return new Repair(commandId, what, place, reason, actor, at);
    }

    private static UndecodableException wrongShape(String detail) {
        return new UndecodableException(UnusableReason.WRONG_SHAPE, detail);
    }
}
