using Orleans.Runtime;

namespace FuncX.Actors.Runtime;

/// <summary>The engine's reminder service.</summary>
internal interface IReminders
{
    Task<IGrainReminder> RegisterOrUpdateAsync(GrainId grainId, string reminderName, TimeSpan dueTime, TimeSpan period);

    Task UnregisterAsync(GrainId grainId, IGrainReminder reminder);

    Task<IGrainReminder?> GetAsync(GrainId grainId, string reminderName);

    Task<List<IGrainReminder>> GetAllAsync(GrainId grainId);
}
