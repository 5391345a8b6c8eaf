namespace Civic.AppHost.House;

/// <summary>Why the house can't stand, in one sentence for the person at the terminal.</summary>
internal sealed class HouseFailure(string sentence) : Exception(sentence);
