package dev.sluice.logistics;

import dev.sluice.logistics.Shipments.Due;
import java.util.concurrent.CompletionStage;

/** Who brings parcels. Every call may be made again: the shipment's id is its idempotency key. */
interface Carrier {

    /** Hands a shipment over; one that was cancelled before stays cancelled. */
    CompletionStage<CarrierAnswer> ship(Due shipment);

    /** Asks how far it is. */
    CompletionStage<CarrierAnswer> status(Due shipment);

    /** Asks not to send it, whether or not it was handed over; the answer says whether that came in time. */
    CompletionStage<CarrierAnswer> cancel(Due shipment);

    /** The carrier understood and said no: asking again will not help. */
    final class RefusedException extends RuntimeException {
        RefusedException(int status) {
            super("the carrier answered " + status, null, false, false);
        }
    }

    /** The carrier could not answer for now. */
    final class UnavailableException extends RuntimeException {
        UnavailableException(String detail) {
            super(detail, null, false, false);
        }
    }
}
