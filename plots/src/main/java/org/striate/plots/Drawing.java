package org.striate.plots;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

    /** What charts draw in colours of their own, each once: in panels one name has one colour. */
    static List<String> groups(List<Chart> charts) {
        return charts.stream().flatMap(Drawing::groups).distinct().toList();
    }

    private static Stream<String> groups(Chart chart) {
        if (chart instanceof Curves curves) {
            return CurvesPlot.names(curves).stream();
        }
        if (chart instanceof Columns columns) {
            return columns.columns().stream().map(Columns.Column::group);
        }
        return chart instanceof Cloud cloud ? cloud.groups().stream() : Stream.empty();
    }

    /** The plot of a chart alone. */
    static Optional<Plot> plot(Chart chart) {
        return plot(chart, groups(List.of(chart)));
    }

    /**
     * The plot of a chart that has two axes.
     *
     * @param groups in the order of their colours; the chart's own are among them
     */
    static Optional<Plot> plot(Chart chart, List<String> groups) {
        if (chart instanceof Curves curves) {
            return Optional.of(CurvesPlot.of(curves, groups));
        }
        if (chart instanceof Columns columns) {
            return Optional.of(ColumnsPlot.of(columns, groups));
        }
        if (chart instanceof Cloud cloud) {
            return Optional.of(CloudPlot.of(cloud, groups));
        }
        if (chart instanceof Distribution distribution) {
            return Optional.of(DistributionPlot.of(distribution));
        }
        return chart instanceof Events events ? Optional.of(EventsPlot.of(events)) : Optional.empty();
    }
}
