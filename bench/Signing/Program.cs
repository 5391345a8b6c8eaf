using System.Diagnostics;
using Civic.JudicialRecords.Certificates;
using Civic.Signing.Bench;

var orders = Enumerable.Range(0, 500).Select(CertificateSource.Make).ToArray();
if (args is ["write", var folder])
{
    for (var i = 0; i < 20; i++) File.WriteAllBytes(Path.Combine(folder, $"c{i}.pdf"), CertificatePdf.Render(orders[i].Content, orders[i].Verification, orders[i].SigningTime));
    return;
}
if (args is ["pen"])
{
    var t = Civic.Documents.QrCodes.QrTemplate.Of(14); var m = Civic.Documents.QrCodes.QrCode.Encode(orders[0].Verification.AbsoluteUri);
    for (var round = 0; round < 8; round++)
    {
        var w = Stopwatch.StartNew(); long sum = 0;
        for (var i = 0; i < 2000; i++) foreach (var mask in t.Masks) sum += Civic.Documents.QrCodes.QrPenalty.Of(m, mask);
        Console.WriteLine($"penalties wall {w.Elapsed.TotalMicroseconds / 2000:0.0} {sum}");
    }
    return;
}
if (args is ["qr"])
{
    for (var round = 0; round < 8; round++)
    {
        var w = Stopwatch.StartNew(); var cpu = Environment.CpuUsage.TotalTime; var a = GC.GetTotalAllocatedBytes();
        for (var i = 0; i < 2000; i++) Civic.Documents.QrCodes.QrCode.Encode(orders[i % 500].Verification.AbsoluteUri);
        Console.WriteLine($"qr {(Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / 2000:0.0} us, wall {w.Elapsed.TotalMicroseconds / 2000:0.0} alloc {(GC.GetTotalAllocatedBytes() - a) / 2000}");
    }
    return;
}
var all = new List<double>(); long alloc = 0, bytes = 0;
for (var round = 0; round < 100; round++)
{
    var w = Stopwatch.StartNew(); var a = GC.GetTotalAllocatedBytes(); bytes = 0;
    for (var i = 0; i < 200; i++)
        bytes += CertificatePdf.Render(orders[(round * 200 + i) % 500].Content, orders[(round * 200 + i) % 500].Verification, orders[(round * 200 + i) % 500].SigningTime).Length;
    all.Add(w.Elapsed.TotalMicroseconds / 200); alloc = (GC.GetTotalAllocatedBytes() - a) / 200;
}
all.Sort();
Console.WriteLine($"min {all[0]:0.0} p10 {all[10]:0.0} median {all[50]:0.0} us wall; {bytes / 200} bytes; alloc {alloc}; gcs {GC.CollectionCount(0)}");
