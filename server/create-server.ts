import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { addPasswordChange } from './accounts/add-password-change.ts';
import { addPasswordReset } from './accounts/add-password-reset.ts';
import { createAuthenticate } from './accounts/authenticate.ts';
import { accountHandlers } from './accounts/handlers.ts';
import { noteRefusedActs } from './accounts/refused-acts.ts';
import { addSignIn } from './accounts/sign-in.ts';
import { allocationHandlers } from './allocation/handlers.ts';
import { backorderHandlers } from './backorders/handlers.ts';
import { carrierHandlers } from './carriers/handlers.ts';
import { catalogHandlers } from './catalog/handlers.ts';
import { communicationHandlers } from './communications/handlers.ts';
import { consentHandlers } from './consents/handlers.ts';
import { customerLinkHandlers } from './customer-links/handlers.ts';
import { addCustomerPage } from './customer-page/add-customer-page.ts';
import { customerHandlers } from './customers/handlers.ts';
import { dealHandlers } from './deals/handlers.ts';
import { addDemoSignIns } from './demo/demo-sign-ins.ts';
import { demoHandlers } from './demo/handlers.ts';
import { addEvents } from './events/add-events.ts';
import { exceptionHandlers } from './exceptions/handlers.ts';
import { followUpHandlers } from './follow-ups/handlers.ts';
import { fulfillmentHandlers } from './fulfillment/handlers.ts';
import { holdHandlers } from './holds/handlers.ts';
import { addFirstAdministrator } from './home/first-administrator.ts';
import { homeHandlers } from './home/handlers.ts';
import { importHandlers } from './imports/handlers.ts';
import { addInboundMail } from './inbound-mail/add-inbound-mail.ts';
import { inventoryHandlers } from './inventory/handlers.ts';
import { invoicingHandlers } from './invoicing/handlers.ts';
import { messageHandlers } from './messages/handlers.ts';
import { notificationHandlers } from './notifications/handlers.ts';
import { orderHandlers } from './orders/handlers.ts';
import { paperHandlers } from './paper/handlers.ts';
import type { QuickbooksConfiguration } from './platform/configuration.ts';
import { connect, type Database } from './platform/database.ts';
import { createApp } from './platform/http/app.ts';
import { addDocumentation } from './platform/http/documentation.ts';
import { addHealth } from './platform/http/health.ts';
import { boundWaitingWriters } from './platform/http/waiting-writers.ts';
import { addWebApp } from './platform/http/web-app.ts';
import { openReplica } from './platform/replica.ts';
import { purchasingHandlers } from './purchasing/handlers.ts';
import { addQuickbooksCallback } from './quickbooks/add-callback.ts';
import { addQuickbooksWebhooks } from './quickbooks/add-webhooks.ts';
import { quickbooksHandlers } from './quickbooks/handlers.ts';
import { setUpQuickbooks } from './quickbooks/open-quickbooks.ts';
import { recordHandlers } from './records/handlers.ts';
import { reportsFrom } from './reports/from-replica.ts';
import { reportRunHandlers } from './reports/report-runs.ts';
import { reportScheduleHandlers } from './reports/schedule-handlers.ts';
import { reviewHandlers } from './reviews/handlers.ts';
import { searchHandlers } from './search/handlers.ts';
import { substitutionHandlers } from './substitutions/handlers.ts';

/** What a server is made of, and how it behaves. */
type ServerOptions = {
  database: Database;
  databaseUrl: string;
  /** A replica that reports are read from. */
  reportsDatabaseUrl?: string | null;
  secret: string;
  isClockSimulated: boolean;
  trustedProxies?: string;
  /** The address at which customers reach this server; the one of `npm start` when left out. */
  publicUrl?: string;
  inboundSecret?: string | null;
  quickbooks?: QuickbooksConfiguration | null;
  isDemo: boolean;
  logger: FastifyBaseLogger;
  checksAnswers?: boolean;
};

/** What each capability does with its operations, except where it needs sign-in. */
const HANDLERS = {
  ...catalogHandlers,
  ...customerHandlers,
  ...carrierHandlers,
  ...consentHandlers,
  ...dealHandlers,
  ...inventoryHandlers,
  ...invoicingHandlers,
  ...orderHandlers,
  ...backorderHandlers,
  ...substitutionHandlers,
  ...holdHandlers,
  ...communicationHandlers,
  ...followUpHandlers,
  ...reviewHandlers,
  ...fulfillmentHandlers,
  ...paperHandlers,
  ...purchasingHandlers,
  ...allocationHandlers,
  ...exceptionHandlers,
  ...notificationHandlers,
  ...messageHandlers,
  ...importHandlers,
  ...reportScheduleHandlers,
  ...reportRunHandlers,
  ...homeHandlers,
  ...recordHandlers,
  ...searchHandlers,
};

/** The whole HTTP side of the product on one database: API, sign-in, documentation, health, screens. Not listening yet. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { database, databaseUrl, logger } = options;
  // Who signs in, who reads and who asks whether the server is ready never waits behind those who write.
  const entry = connect({ connectionString: databaseUrl }, { connections: 4, statementMilliseconds: 10_000 });
  const reading = connect({ connectionString: databaseUrl }, { plans: 'by_value' });
  const replica = options.reportsDatabaseUrl ? openReplica(options.reportsDatabaseUrl) : null;
  const writers = boundWaitingWriters(database, entry, logger);
  const signIn = await addSignIn({ ...options, database: entry });
  const authenticate = createAuthenticate(entry, signIn);
  const publicUrl = options.publicUrl ?? 'http://localhost:3000';
  // A call to QuickBooks takes its time, and renews what lets it in.
  const outside = connect({ connectionString: databaseUrl }, { connections: 4 });
  const { quickbooks: configuration = null, secret } = options;
  const quickbooks = configuration && setUpQuickbooks({ configuration, secret, publicUrl, database: outside });
  const refused = noteRefusedActs(database, logger);
  const app = await createApp({
    ...options,
    noteRefused: refused.note,
    reading,
    authenticate,
    handlers: {
      ...HANDLERS,
      ...accountHandlers(signIn),
      ...reportsFrom(replica),
      ...demoHandlers(signIn),
      ...quickbooksHandlers(quickbooks),
      ...customerLinkHandlers(publicUrl),
    },
  });
  app.addHook('onClose', async () => {
    await refused.settled();
    await writers.stop();
    await Promise.all([reading.end(), entry.end(), outside.end(), replica?.end()]);
  });
  addEvents(app, { reading, databaseUrl, authenticate });
  await signIn.mount(app);
  addPasswordChange(app, { database: entry, authenticate, signIn });
  addPasswordReset(app, { database: entry, signIn });
  addFirstAdministrator(app, { database, signIn, secret: options.secret });
  if (options.isDemo) addDemoSignIns(app, database);
  addInboundMail(app, { database, secret: options.inboundSecret ?? null });
  addQuickbooksCallback(app, { database: outside, authenticate, quickbooks });
  const token = configuration?.webhookToken ?? null;
  addQuickbooksWebhooks(app, { database, token, now: () => new Date().toISOString() });
  addHealth(app, entry);
  await addCustomerPage(app, { database, reading });
  addDocumentation(app);
  await addWebApp(app);
  return app;
}
