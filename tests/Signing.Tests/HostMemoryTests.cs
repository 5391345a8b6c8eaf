using System.Diagnostics;
using System.Globalization;
using System.Text;
using Civic.Signing.Tests.Stage;
using Civic.Testing;
using Civic.TrustServices;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests;

/// <summary>
/// The worst that 20 MB can hold, sent to the host as a process of its own: its memory grows by no more than three
/// times the file and 64 MB, whatever it answers.
/// </summary>
public sealed class HostMemoryTests
{
    private const int Length = 20 * 1024 * 1024;
    private const long Bound = (3L * Length) + (64 * 1024 * 1024);

    [Fact]
    public async Task Validate_WorstFilesOf20Mb_PeakStaysWithinThreeTimesTheFileAnd64Mb()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The peak is read from /proc.");
        var addresses = TestHost.FreeAddresses("identity", "trust", "signing");
        await using var trust = await TestHost.StartAsync(TrustServicesHost.Service, addresses);
        using var shell = new Shell();
        using var host = Start(addresses, shell.Folder);
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri(addresses["signing"]) };
            await ReadyAsync(http);
            // What the first question loads is not the file's.
            await UploadAsync(http, Some.Certificate("1"));
            foreach (var (name, file) in Worst())
            {
                var before = await RestAsync(host.Id);
                var status = await UploadAsync(http, file);

                var grown = await KilobytesAsync(host.Id, "VmHWM") * 1024 - before;
                status.ShouldBeOneOf([200, 422], name);
                grown.ShouldBeLessThan(Bound, $"{name} took {grown >> 20} MB");
                TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {status}, {grown >> 20} MB");
            }
        }
        finally
        {
            host.Kill(entireProcessTree: true);
            await host.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    private static IEnumerable<(string Name, byte[] File)> Worst()
    {
        foreach (var (open, item, close) in new[]
        {
            ("[", "1 ", "]"), ("[", "[]", "]"), ("<<", "/A 1 ", ">>"), ("[", "(x)", "]"),
            ("[", "/Name#20of#20mine ", "]"),
        })
        {
            yield return (item, Around($"5 0 obj\n{open}", item, $"{close}\nendobj\n"));
        }

        yield return ("open strings", Around("5 0 obj\n(", "(", "\nendobj\n"));
        yield return ("objects", Around("", "6 0 obj\n(a)\nendobj\n", ""));
        yield return ("revisions", Around("", "xref\n0 0\ntrailer<</Prev 9>>\nstartxref\n9\n%%EOF\n", ""));
        yield return ("no PDF at all", Encoding.Latin1.GetBytes(new string('x', Length)));
    }

    /// <summary>A page whose document holds one thing over and over, reached from its catalog.</summary>
    private static byte[] Around(string open, string item, string close)
    {
        var text = new StringBuilder("%PDF-1.7\n", Length + 4096);
        var places = new List<int>();
        Add("1 0 obj\n<</Type /Catalog /Pages 2 0 R /AcroForm 5 0 R /Names 5 0 R>>\nendobj\n");
        Add("2 0 obj\n<</Type /Pages /Kids [3 0 R] /Count 1>>\nendobj\n");
        Add("3 0 obj\n<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots 5 0 R /Resources 5 0 R>>\nendobj\n");
        Add("4 0 obj\nnull\nendobj\n");
        Add(open);
        text.Insert(text.Length, item, (Length - text.Length - close.Length - 400) / item.Length).Append(close);
        var start = text.Length;
        text.Append("xref\n0 6\n0000000000 65535 f \n");
        places.ForEach(p => text.Append(CultureInfo.InvariantCulture, $"{p:D10} 00000 n \n"));
        text.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size 6 /Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(text.ToString());

        void Add(string part)
        {
            places.Add(text.Length);
            text.Append(part);
        }
    }

    private static Process Start(Dictionary<string, string> addresses, string folder)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(SigningHost).Assembly.Location])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        };
        start.Environment["Civic__Data"] = folder;
        start.Environment["ASPNETCORE_URLS"] = addresses["signing"];
        foreach (var (name, address) in addresses)
        {
            start.Environment[$"Civic__Addresses__{name}"] = address;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private static async Task ReadyAsync(HttpClient http)
    {
        for (var i = 0; i < 600; i++)
        {
            try
            {
                using var ready = await http.GetAsync("/health/ready");
                if (ready.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("The host did not become ready.");
    }

    private static async Task<int> UploadAsync(HttpClient http, byte[] file)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "tep.pdf" } };
        using var answer = await http.PostAsync("/validations", form);
        return (int)answer.StatusCode;
    }

    /// <summary>Forgets the peak so far.</summary>
    /// <returns>What the process holds now, in bytes.</returns>
    private static async Task<long> RestAsync(int process)
    {
        await File.WriteAllTextAsync($"/proc/{process}/clear_refs", "5");
        return await KilobytesAsync(process, "VmRSS") * 1024;
    }

    private static async Task<long> KilobytesAsync(int process, string what)
    {
        var line = (await File.ReadAllLinesAsync($"/proc/{process}/status"))
            .Single(l => l.StartsWith(what, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }
}
