namespace FuncX.Actors.Samples.Quickstart;

/// <summary>A part of the site did not come up; the message says which and what it printed.</summary>
internal sealed class SiteException(string message) : Exception(message);
