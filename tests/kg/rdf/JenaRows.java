import java.nio.file.*;
import org.apache.jena.query.*;
import org.apache.jena.riot.RDFDataMgr;

/** Prints the rows of some queries over a Turtle file, as Jena finds them: a line of JSON each. */
public class JenaRows {
    public static void main(String[] given) throws Exception {
        var model = RDFDataMgr.loadModel(given[0]);
        for (int i = 1; i < given.length; i++) {
            var query = QueryFactory.create(Files.readString(Path.of(given[i])));
            try (var execution = QueryExecutionFactory.create(query, model)) {
                var out = new java.io.ByteArrayOutputStream();
                ResultSetFormatter.outputAsJSON(out, execution.execSelect());
                System.out.println(out.toString("UTF-8").replace("\n", " "));
            }
        }
    }
}
