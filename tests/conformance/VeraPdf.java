import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Asks veraPDF, the reference validator, about PDF files: one start of Java for all of them.
 *
 * <p>Each argument is {@code FLAVOURS=FILE}, such as {@code 2a,ua1=report.pdf}. Prints a line for
 * every file and flavour, and under it each broken rule with how often and where it is first
 * broken. Exits with 1 if anything is broken.
 */
public final class VeraPdf {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean allGood = arguments.length > 0;
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String file = argument.substring(equals + 1);
            for (String flavour : argument.substring(0, equals).split(",")) {
                Map<String, Integer> broken = validate(file, flavour);
                System.out.println((broken.isEmpty() ? "ok      " : "BROKEN  ") + flavour + "  " + file);
                broken.forEach((rule, count) -> System.out.println("    " + count + "x " + rule));
                allGood &= broken.isEmpty();
            }
        }
        System.exit(allGood ? 0 : 1);
    }

    private static Map<String, Integer> validate(String file, String name) {
        Map<String, Integer> broken = new TreeMap<>();
        PDFAFlavour flavour = PDFAFlavour.fromString(name);
        if (flavour == PDFAFlavour.NO_FLAVOUR) {
            broken.put("veraPDF knows no flavour " + name, 1);
            return broken;
        }
        try (InputStream bytes = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(bytes, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                    broken.merge(rule + " " + assertion.getMessage(), 1, Integer::sum);
                }
            }
            if (!result.isCompliant() && broken.isEmpty()) {
                broken.put("not compliant", 1);
            }
        } catch (Exception error) {
            broken.put("cannot be read: " + error, 1);
        }
        return broken;
    }
}
