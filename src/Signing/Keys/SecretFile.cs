using Civic.Shared.Hosting;

namespace Civic.Signing.Keys;

/// <summary>A PIN or secret in a file of its own, so that it stands in no configuration, address or log.</summary>
internal static class SecretFile
{
    private const UnixFileMode OthersMayRead =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <param name="path">Of the file.</param>
    /// <param name="setting">Name of the setting that names it, for the refusal.</param>
    /// <returns>What it holds.</returns>
    /// <exception cref="StartupRefusal">It is missing, empty, of more than one line, or others may read it.</exception>
    internal static string Read(string path, string setting)
    {
        if (!File.Exists(path))
        {
            throw new StartupRefusal($"{setting} names '{path}', which is not there.");
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & OthersMayRead) != 0)
        {
            throw new StartupRefusal($"'{path}' ({setting}) may be read by others: chmod 600 '{path}'.");
        }

        var content = File.ReadAllText(path);
        return content.Length > 0 && !content.Any(char.IsControl)
            ? content
            : throw new StartupRefusal(
                $"'{path}' ({setting}) must hold the secret and no line end: write it with printf '%s'.");
    }
}
