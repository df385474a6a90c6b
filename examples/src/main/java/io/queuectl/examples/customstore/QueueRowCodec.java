package io.queuectl.examples.customstore;

import io.queuectl.api.QueueName;
import io.queuectl.api.QueueRate;
import io.queuectl.api.QueueSettings;
import io.queuectl.core.spi.NodePlaces;
import io.queuectl.core.spi.PermitBucket;
import io.queuectl.core.spi.QueueRow;

/** What is set for a queue, in a record. */
final class QueueRowCodec {

    private QueueRowCodec() {}

    static void write(RecordWriter out, QueueRow row) {
        QueueSettings settings = row.settings();
        out.text(settings.queue().text())
                .flag(settings.paused())
                .flag(settings.draining())
                .optional(settings.maxRunning(), (writer, most) -> writer.number(most))
                .optional(settings.maxWaiting(), (writer, most) -> writer.number(most))
                .optional(row.bucket(), QueueRowCodec::write)
                .optional(row.places().text(), RecordWriter::text);
    }

    static QueueRow read(RecordReader in) {
        QueueSettings settings = new QueueSettings(
                QueueName.of(in.text()),
                in.flag(),
                in.flag(),
                in.optional(most -> (int) most.number()),
                null,
                in.optional(most -> (int) most.number()));
        PermitBucket bucket = in.optional(QueueRowCodec::readBucket);
        NodePlaces places = NodePlaces.parse(in.optional(RecordReader::text));
        return new QueueRow(bucket == null ? settings : settings.rate(bucket.rate()), bucket, places);
    }

    private static void write(RecordWriter out, PermitBucket bucket) {
        QueueRate rate = bucket.rate();
        out.number(rate.permits())
                .duration(rate.period())
                .number(rate.burst())
                .number(bucket.level())
                .instant(bucket.at());
    }

    private static PermitBucket readBucket(RecordReader in) {
        QueueRate rate = new QueueRate((int) in.number(), in.duration(), (int) in.number());
        return new PermitBucket(rate, in.number(), in.instant());
    }
}
