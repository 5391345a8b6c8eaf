using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Civic.Signing.Validation.Pictures;

/// <summary>A file that is nowhere but in memory, for a program that reads no pipe; gone with its handle.</summary>
internal sealed partial class MemoryFile : IDisposable
{
    private const uint CloseOnExec = 1;

    private readonly SafeFileHandle _handle;

    /// <exception cref="IOException">The system has no such files, or no handle to spare.</exception>
    internal MemoryFile(ReadOnlySpan<byte> content)
    {
        _handle = new SafeFileHandle(Create("page", CloseOnExec), ownsHandle: true);
        if (_handle.IsInvalid)
        {
            throw new IOException("There is no file in memory to be had.");
        }

        RandomAccess.Write(_handle, content, 0);
    }

    /// <summary>Under which a program of the same user opens it while this process holds it.</summary>
    internal string Path => string.Create(
        CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{_handle.DangerousGetHandle()}");

    public void Dispose() => _handle.Dispose();

    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Create(string name, uint flags);
}
