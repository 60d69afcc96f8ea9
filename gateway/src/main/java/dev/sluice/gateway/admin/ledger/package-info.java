/** The equation that nothing was lost: accepted = outcomes + in flight. */
@NullMarked
package dev.sluice.gateway.admin.ledger;

import org.jspecify.annotations.NullMarked;
