package org.striate.kernel.cells;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MagicLinesTest {

    @Test
    void cellMagicTakesItsWholeCell() {
        var call = MagicLines.ofCell("%%html --x 1\n<b>\n%no\n").orElseThrow();
        assertThat(call).isEqualTo(new MagicLines.CellCall("html", "--x 1", "<b>\n%no\n"));
        assertThat(MagicLines.ofCell("%html x")).isEmpty();
        assertThat(MagicLines.ofCell("int a = 3 %%\n 2")).isEmpty();
    }
}
