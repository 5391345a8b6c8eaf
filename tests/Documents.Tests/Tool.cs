using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Civic.Documents.Tests;

/// <summary>Runs a foreign reader over bytes: other programs judge what this library writes.</summary>
internal static class Tool
{
    public static (int ExitCode, string Output, string Errors) Run(string name, byte[] pdf, params string[] arguments)
    {
        var path = Path.Combine(Path.GetTempPath(), $"civic-{Guid.NewGuid():N}.pdf");
        File.WriteAllBytes(path, pdf);
        try
        {
            return Start(name, [.. arguments.Select(argument => argument == "@" ? path : argument)]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>A file made out of a file, such as one saved anew by another program.</summary>
    public static byte[] Convert(string name, byte[] pdf, params string[] arguments)
    {
        var target = Path.Combine(Path.GetTempPath(), $"civic-{Guid.NewGuid():N}.out");
        try
        {
            string[] named = [.. arguments.Select(argument => argument == "@out" ? target : argument)];
            var (exit, _, errors) = Run(name, pdf, named);
            if (exit != 0)
                throw new InvalidOperationException($"{name}: {errors}");
            return File.ReadAllBytes(Made(target));
        }
        finally
        {
            File.Delete(Made(target));
        }
    }

    public static string Text(byte[] pdf) => Run("pdftotext", pdf, "-enc", "UTF-8", "@", "-").Output;

    /// <summary>Some programs add an ending of their own to the name they are given.</summary>
    private static string Made(string target) => File.Exists(target) ? target : target + ".ppm";

    private static (int ExitCode, string Output, string Errors) Start(string name, string[] arguments)
    {
        var info = new ProcessStartInfo(name, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        try
        {
            using var process = Process.Start(info)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, errors.GetAwaiter().GetResult());
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException(
                $"{name} is missing: apt-get install poppler-utils qpdf mupdf-tools zbar-tools");
        }
    }
}
