/** Who changed what and when: written with every change by staff, listed for staff. */
@NullMarked
package dev.sluice.gateway.admin.audit;

import org.jspecify.annotations.NullMarked;
