using Telecom.Catalog.V1;
using Telecom.Sla.V1;
using Telecom.Support.V1;

namespace Telecom.Gateway.Tests.Api;

// Services without a method of their own: the interceptor answers for them.
internal sealed class EmptyCatalog : CatalogService.CatalogServiceBase;

internal sealed class EmptySla : SlaService.SlaServiceBase;

internal sealed class EmptyStatements : StatementService.StatementServiceBase;

internal sealed class EmptyOutages : OutageService.OutageServiceBase;

internal sealed class EmptyLedger : LedgerService.LedgerServiceBase;

internal sealed class EmptySupport : SupportService.SupportServiceBase;

internal sealed class EmptyWebhooks : WebhookService.WebhookServiceBase;
