using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Scheduling;

/// <summary>Whose turns a loop runs.</summary>
internal interface ITurnOwner : IGrainContext
{
    /// <summary>Code posted to the loop threw; nobody awaits it.</summary>
    void OnUnhandledException(Exception exception);
}
