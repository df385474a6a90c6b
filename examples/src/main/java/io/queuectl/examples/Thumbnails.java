package io.queuectl.examples;

import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.JobView;
import io.queuectl.api.Payload;
import io.queuectl.api.PayloadCodec;
import io.queuectl.core.QueueCtl;
import io.queuectl.store.sqlite.SqliteStore;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Pictures scaled to several widths, one job for each, with what the JDK has for images. The payload names the file and holds none of its bytes; a thumbnail
 * that is there already is written again as it was, so that a job may run twice. A file that is no picture fails its own jobs only.
 */
public final class Thumbnails {

    private static final List<Integer> WIDTHS = List.of(320, 160, 64);

    private static final JobType<Resize> RESIZE =
            JobType.of("image.resize", PayloadCodec.of(Resize::encode, Resize::decode));

    private Thumbnails() {}

    /** One picture, by the name of its file, and the width it is to have. */
    record Resize(String picture, int width) {

        Payload encode() {
            return Payload.of(width + " " + picture);
        }

        static Resize decode(Payload payload) {
            String[] parts = payload.text().split(" ", 2);
            return new Resize(parts[1], Integer.parseInt(parts[0]));
        }
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("java.awt.headless", "true");
        try (Scratch scratch = Scratch.open("thumbnails")) {
            paint(scratch.file("wide.png"), 640, 480);
            paint(scratch.file("tall.png"), 600, 900);
            Files.writeString(scratch.file("broken.png"), "this is no picture");
            List<JobView> jobs = resizeAll(scratch, List.of("wide.png", "tall.png", "broken.png"));
            Expect.equal("jobs done", 6L, count(jobs, JobState.COMPLETED));
            Expect.equal("dead letters", 3L, count(jobs, JobState.DEAD));
            expectSize(scratch, "wide.png", 320, 240);
            expectSize(scratch, "wide.png", 160, 120);
            expectSize(scratch, "wide.png", 64, 48);
            expectSize(scratch, "tall.png", 320, 480);
            expectSize(scratch, "tall.png", 160, 240);
            expectSize(scratch, "tall.png", 64, 96);
        }
    }

    private static List<JobView> resizeAll(Scratch scratch, List<String> pictures) throws InterruptedException {
        try (QueueCtl queue = QueueCtl.builder()
                .store(SqliteStore.open(scratch.file("jobs.db")))
                .handle(
                        RESIZE,
                        (resize, context) -> resize(scratch, resize),
                        on -> on.maxAttempts(1).timeout(Duration.ofMinutes(1)))
                .build()) {
            queue.start(workers -> workers.queue("media", 2));
            List<JobRequest> requests = pictures.stream()
                    .flatMap(picture -> WIDTHS.stream().map(width -> new Resize(picture, width)))
                    .map(resize -> RESIZE.of(resize).queue("media"))
                    .toList();
            List<JobView> jobs = new ArrayList<>();
            for (JobId id : queue.enqueueAll(requests)) {
                jobs.add(queue.await(id, Duration.ofSeconds(30)).orElseThrow());
            }
            return jobs;
        }
    }

    private static void resize(Scratch scratch, Resize resize) throws IOException {
        BufferedImage original = ImageIO.read(scratch.file(resize.picture()).toFile());
        if (original == null) {
            throw new IOException(resize.picture() + " is no picture that the JDK can read");
        }
        int height = Math.max(1, original.getHeight() * resize.width() / original.getWidth());
        BufferedImage scaled = new BufferedImage(resize.width(), height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = scaled.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        canvas.drawImage(original, 0, 0, resize.width(), height, null);
        canvas.dispose();
        ImageIO.write(scaled, "png", thumbnail(scratch, resize).toFile());
    }

    private static void expectSize(Scratch scratch, String picture, int width, int height) throws IOException {
        BufferedImage image =
                ImageIO.read(thumbnail(scratch, new Resize(picture, width)).toFile());
        Expect.equal(picture + " at " + width, width + " x " + height, image.getWidth() + " x " + image.getHeight());
        Expect.equal("the colour of its middle", Color.ORANGE, new Color(image.getRGB(width / 2, height / 2)));
    }

    private static long count(List<JobView> jobs, JobState state) {
        return jobs.stream().filter(job -> job.state() == state).count();
    }

    private static Path thumbnail(Scratch scratch, Resize resize) {
        return scratch.file(resize.width() + "-" + resize.picture());
    }

    /** A blue picture with an orange disc in its middle. */
    private static void paint(Path file, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(Color.BLUE);
        canvas.fillRect(0, 0, width, height);
        canvas.setColor(Color.ORANGE);
        canvas.fillOval(width / 4, height / 4, width / 2, height / 2);
        canvas.dispose();
        ImageIO.write(image, "png", file.toFile());
    }
}
