using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Options;

namespace Civic.Signing.Validation.Pictures;

/// <summary>
/// Draws a page with a foreign program in a process of its own, which gets the file by a pipe or out of memory, has no
/// environment, and may use only so much memory and time. Nothing touches the disk.
/// </summary>
internal sealed class PageRenderer(IOptions<SigningOptions> options) : IDisposable
{
    private const long MaxMemory = 768L * 1024 * 1024;
    private const int MaxPicture = 4 * 1024 * 1024;
    private const int Dots = 56;
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(6);

    private readonly DrawingProgram _program = DrawingProgram.Choose(options.Value.PictureProgram);

    /// <summary>Drawing takes a whole core: readers of other pages must not wait for it.</summary>
    private readonly SemaphoreSlim _places = new(2);

    /// <param name="pdf">A whole file.</param>
    /// <param name="page">From 1.</param>
    /// <param name="cancellation">Ends the program as well.</param>
    /// <returns>A PNG; null where the program is not there, or could not draw it within its bounds.</returns>
    internal async Task<byte[]?> RenderAsync(ReadOnlyMemory<byte> pdf, int page, CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(MaxTime);
            return await RunAsync(pdf, page, limit.Token);
        }
        catch (Exception e) when (e is Win32Exception or IOException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task<byte[]?> RunAsync(ReadOnlyMemory<byte> pdf, int page, CancellationToken limit)
    {
        using var file = _program.ReadsPipe ? null : new MemoryFile(pdf.Span);
        using var program = Process.Start(Command(page, file?.Path ?? "-"))!;
        try
        {
            var picture = ReadAsync(program.StandardOutput.BaseStream, limit);
            var errors = program.StandardError.BaseStream.CopyToAsync(Stream.Null, limit);
            await WriteAsync(program.StandardInput.BaseStream, _program.ReadsPipe ? pdf : default, limit);
            var bytes = await picture;
            await errors;
            await program.WaitForExitAsync(limit);
            return program.ExitCode == 0
                && bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) ? bytes : null;
        }
        finally
        {
            if (!program.HasExited)
            {
                program.Kill(entireProcessTree: true);
            }
        }
    }

    private ProcessStartInfo Command(int page, string file)
    {
        string[] arguments =
        [
            $"--as={MaxMemory}", $"--cpu={(int)MaxTime.TotalSeconds}", "--core=0", "--fsize=0",
            _program.Name, .. _program.Arguments(page, Dots, file),
        ];
        var start = new ProcessStartInfo("prlimit", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        var path = start.Environment["PATH"];
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        return start;
    }

    /// <summary>A program that needs no more of the file closes the pipe early.</summary>
    private static async Task WriteAsync(Stream input, ReadOnlyMemory<byte> pdf, CancellationToken limit)
    {
        try
        {
            await using (input)
            {
                await input.WriteAsync(pdf, limit);
            }
        }
        catch (IOException)
        {
            // Its picture, if there is one, is as good.
        }
    }

    private static async Task<byte[]> ReadAsync(Stream output, CancellationToken limit)
    {
        using var picture = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while (picture.Length < MaxPicture && (read = await output.ReadAsync(buffer, limit)) > 0)
        {
            picture.Write(buffer, 0, read);
        }

        return picture.Length < MaxPicture ? picture.ToArray() : [];
    }
}
