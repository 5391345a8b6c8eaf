using Civic.Shared.Registers;

namespace Civic.JudicialRecords.Records;

/// <summary>The national population database, service 037 over the national exchange (SOAP).</summary>
internal sealed class PopulationRegister(RegisterHttp http)
{
    internal const string Source = "Cơ sở dữ liệu quốc gia về dân cư";

    public Task<RegisterReply<PopulationFacts>> FindAsync(PopulationQuery query, CancellationToken cancel)
    {
        var options = http.Options;
        var caller = new PopulationCaller(options.Agency, options.Account, options.Credential, options.Client);
        var asked = new PopulationQuestion(Guid.CreateVersion7(), query.Number, query.Name, query.BirthDate.Year,
            query.BirthDate.Day, query.Officer);
        var question = new RegisterQuestion(
            asked.Id, "population", Source, "TraCuuThongTinCongDan", PopulationService.Path,
            PopulationService.MediaType, PopulationService.Write(asked, caller))
        {
            Headers = [.. PopulationService.Headers(caller, http.Now)],
        };
        return http.AskAsync(question, body => PopulationAnswer.Read(body, query), cancel);
    }
}
