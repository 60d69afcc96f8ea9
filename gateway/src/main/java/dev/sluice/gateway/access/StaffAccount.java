package dev.sluice.gateway.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A row of {@code staff}.
 *
 * @param email lower case
 * @param passwordHash with the name of its algorithm in front, {@code {bcrypt}...}
 * @param active whether it may log in
 */
@Table("staff")
record StaffAccount(
        @Id @Nullable Long id, String email, String passwordHash, String role, boolean active, Instant createdAt) {

    @Override
    public String toString() {
        return "StaffAccount[" + id + ", " + email + ", " + role + ", active=" + active + ']';
    }
}
