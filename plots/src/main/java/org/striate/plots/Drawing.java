package org.striate.plots;

import java.util.Optional;
import org.striate.core.charts.Architecture;
import org.striate.core.charts.Chart;
import org.striate.core.charts.Cloud;
import org.striate.core.charts.Columns;
import org.striate.core.charts.Curves;
import org.striate.core.charts.Distribution;
import org.striate.core.charts.Events;
import org.striate.core.charts.Fields;
import org.striate.core.charts.Grid;
import org.striate.core.charts.Panels;
import org.striate.core.charts.Surface;

/** From what there is to see to how it is drawn. */
final class Drawing {

    private Drawing() {}

    /** The figure of a chart. */
    static Figure of(Chart chart) {
        Figure figure;
        if (chart instanceof Grid grid) {
            figure = new GridPicture(grid).figure();
        } else if (chart instanceof Fields fields) {
            figure = new FieldsPicture(fields).figure();
        } else if (chart instanceof Surface surface) {
            figure = new SurfacePicture(surface).figure();
        } else if (chart instanceof Architecture network) {
            figure = new ArchitecturePicture(network).figure();
        } else if (chart instanceof Panels panels) {
            figure = new PanelsPicture(panels).figure();
        } else {
            figure = Frame.figure(chart.described(), plot(chart).orElseThrow());
        }
        return figure.explored(chart);
    }

    /** The plot of a chart that has two axes. */
    static Optional<Plot> plot(Chart chart) {
        if (chart instanceof Curves curves) {
            return Optional.of(CurvesPlot.of(curves));
        }
        if (chart instanceof Columns columns) {
            return Optional.of(ColumnsPlot.of(columns));
        }
        if (chart instanceof Cloud cloud) {
            return Optional.of(CloudPlot.of(cloud));
        }
        if (chart instanceof Distribution distribution) {
            return Optional.of(DistributionPlot.of(distribution));
        }
        return chart instanceof Events events ? Optional.of(EventsPlot.of(events)) : Optional.empty();
    }
}
