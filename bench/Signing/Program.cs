using System.Globalization;
using System.Text.Json;
using Civic.Signing.Bench;

// Arguments: address of the trust services, a folder for data, the repository's root, seconds of a slice, the result.
if (args is not [var trust, var data, var root, var seconds, var result])
{
    Console.Error.WriteLine("Run it by ./civic bench signing.");
    return 2;
}

var slice = double.Parse(seconds, CultureInfo.InvariantCulture);
await using var house = await SigningHouse.StartAsync(trust, data);
var work = new Workload(house);
await work.PrepareAsync(400);
var rates = await new Measurement(work, TimeSpan.FromSeconds(slice)).RunAsync(Tell);
var peer = await Peer.RunAsync(
    Path.Combine(root, "bench/Signing/peer"),
    Path.Combine(root, "src/Documents/Fonts/Tinos/node_modules/@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf"),
    5 * slice, Tell);
List<Row> rows = [.. Report.Of(rates, peer), .. await Report.SizesAsync(work), Report.PeakMemory()];
await File.WriteAllTextAsync(result, JsonSerializer.Serialize(rows, JsonSerializerOptions.Web));
return 0;

static void Tell(string text) => Console.Error.WriteLine(text);
