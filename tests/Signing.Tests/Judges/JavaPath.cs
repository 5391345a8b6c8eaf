using Civic.Signing.Tests.Stage;

namespace Civic.Signing.Tests.Judges;

/// <summary>Where Java finds PDFBox and Bouncy Castle as Debian packs them, and what was compiled.</summary>
internal static class JavaPath
{
    private const string Jars = "/usr/share/java/";

    internal static string Of(Shell shell) => string.Join(':', new[]
    {
        shell.Folder, $"{Jars}pdfbox2.jar", $"{Jars}fontbox2.jar", $"{Jars}commons-logging.jar",
        $"{Jars}bcprov.jar", $"{Jars}bcpkix.jar", $"{Jars}bcutil.jar",
    });
}
