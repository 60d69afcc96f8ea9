package dev.sluice.gateway.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UniqueElements;

class CursorsTest {
    private final Cursors cursors = new Cursors(key("one"));

    private static SecretKeySpec key(String text) {
        return new SecretKeySpec(text.getBytes(UTF_8), "HmacSHA256");
    }

    private static boolean isText(String text) {
        return UTF_8.newEncoder().canEncode(text);
    }

    @Property
    void a_cursor_opens_to_the_position_it_was_signed_for(
            @ForAll String scope, @ForAll @NotEmpty @StringLength(max = 300) String position) {
        Assume.that(isText(position));

        assertThat(cursors.open(scope, cursors.sign(scope, position))).contains(position);
    }

    @Property
    void a_cursor_is_opaque_text_that_needs_no_escaping_in_a_query(@ForAll @NotEmpty String position) {
        assertThat(cursors.sign("orders", position)).matches("[A-Za-z0-9_-]+");
    }

    @Property
    void a_cursor_with_any_bit_flipped_is_none(
            @ForAll @NotEmpty @StringLength(max = 60) String position, @ForAll @IntRange(max = 1_000_000) int where) {
        byte[] bytes = Base64.getUrlDecoder().decode(cursors.sign("orders", position));
        int bit = where % (bytes.length * 8);
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));

        assertThat(cursors.open(
                        "orders", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
                .isEmpty();
    }

    @Property
    void a_cursor_with_any_character_exchanged_cut_off_or_added_is_none(
            @ForAll @NotEmpty @StringLength(max = 60) String position,
            @ForAll @IntRange(max = 1_000_000) int where,
            @ForAll char other) {
        String cursor = cursors.sign("orders", position);
        int at = where % cursor.length();
        Assume.that(cursor.charAt(at) != other);

        assertThat(cursors.open("orders", cursor.substring(0, at) + other + cursor.substring(at + 1)))
                .isEmpty();
        assertThat(cursors.open("orders", cursor.substring(0, at))).isEmpty();
        assertThat(cursors.open("orders", cursor + other)).isEmpty();
    }

    @Property
    void a_cursor_is_worth_nothing_for_another_filter_or_under_another_key(
            @ForAll @UniqueElements @Size(2) List<String> scopes, @ForAll @NotEmpty String position) {
        Assume.that(isText(scopes.get(0)) && isText(scopes.get(1)));
        String cursor = cursors.sign(scopes.get(0), position);

        assertThat(cursors.open(scopes.get(1), cursor)).isEmpty();
        assertThat(new Cursors(key("two")).open(scopes.get(0), cursor)).isEmpty();
    }

    @Property
    void whatever_is_not_a_cursor_is_none(@ForAll String text) {
        assertThat(cursors.open("orders", text)).isEmpty();
    }

    @Example
    void a_text_longer_than_any_cursor_is_not_looked_at() {
        String cursor = cursors.sign("orders", "x".repeat(3_000));

        assertThat(cursors.open("orders", cursor)).isEmpty();
    }
}
