package org.striate.core.charts;

/** What a picture shows, as data. */
public sealed interface Chart
        permits Curves, Columns, Cloud, Distribution, Events, Grid, Fields, Surface, Architecture, Panels {

    /** A line above the picture. */
    String title();

    /** One line that says what there is to see, for those who do not see it. */
    String described();
}
