using Telecom.Catalog.State;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Time;

namespace Telecom.Catalog.Keys;

/// <summary>
/// Makes the first admin key, when no working one exists, and leaves its secret in "{Data}/catalog/admin.key", mode 0600. The file is
/// written before the key takes effect: a crash in between leaves a secret that opens nothing, never a key that nobody has.
/// </summary>
internal sealed partial class AdminKeyBootstrap(CatalogLedger ledger, DataFolder data, ILogger<AdminKeyBootstrap> logger, TimeProvider clock)
{
    /// <summary>Makes the key when it is needed.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (HasAdmin(ledger.Current))
        {
            return;
        }

        string path = Path.Combine(data.Own, "admin.key");
        ApiKeySecret secret = ApiKeySecret.Create();
        ApiKey key = new()
        {
            Name = ApiKeyNames.OfProvider($"bootstrap-{secret.KeyId}"),
            Subject = "bootstrap",
            Roles = { Role.Admin },
            CreateTimeUs = UtcInstant.From(clock.GetUtcNow()).Microseconds,
        };
        PrivateFiles.Replace(path, System.Text.Encoding.ASCII.GetBytes(secret.Text + "\n"));
        await ledger.ChangeAsync(_ => ApiKeyChanges.Create(key, secret, true), cancellationToken);
        Log.Created(logger, key.Name, path);
    }

    private bool HasAdmin(CatalogView view)
    {
        long now = UtcInstant.From(clock.GetUtcNow()).Microseconds;
        return view.Keys.All.Any(k => ApiKeyNames.IsProvider(k.Key.Name) && k.Key.Roles.Contains(Role.Admin) && k.WorksAt(now));
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1031,
            Level = LogLevel.Warning,
            Message = "No admin key works; {Key} was created and its secret written to {File}. Move it to a safe place")]
        public static partial void Created(ILogger logger, string key, string file);
    }
}
