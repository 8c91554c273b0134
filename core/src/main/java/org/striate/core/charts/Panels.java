package org.striate.core.charts;

import java.util.List;

/**
 * Several pictures that belong together. Those with equal axes share them: one range, one title.
 *
 * @param charts row by row
 * @param across how many stand in a row
 */
public record Panels(String title, String described, List<Chart> charts, int across) implements Chart {

    public Panels {
        charts = List.copyOf(charts);
    }
}
