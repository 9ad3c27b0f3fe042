import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/** Posts a file of lines: `connection` sends all of it and then reads, `client` is java.net.http. Prints the last line answered. */
class SendingFirst {
  public static void main(String[] args) throws Exception {
    String url = args[1];
    String key = args[2];
    Path file = Path.of(args[3]);
    String answer = args[0].equals("connection") ? withConnection(url, key, file) : withClient(url, key, file);
    String[] lines = answer.split("\n");
    System.out.println(lines.length);
    System.out.println(lines[lines.length - 1]);
  }

  static String withConnection(String url, String key, Path file) throws Exception {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setRequestProperty("Authorization", "Bearer " + key);
    connection.setRequestProperty("Content-Type", "application/x-ndjson");
    connection.setFixedLengthStreamingMode(Files.size(file));
    connection.getOutputStream().write(Files.readAllBytes(file));
    try (InputStream answer = connection.getInputStream()) {
      return new String(answer.readAllBytes());
    }
  }

  static String withClient(String url, String key, Path file) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url))
        .version(HttpClient.Version.HTTP_1_1)
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", "application/x-ndjson")
        .POST(HttpRequest.BodyPublishers.ofFile(file))
        .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
