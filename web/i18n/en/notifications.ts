export const notifications = {
  bell: {
    name: 'Notifications',
    unread_one: 'Notifications, {{count}} unread',
    unread_other: 'Notifications, {{count}} unread',
    empty: 'Nothing to tell you.',
    readAll: 'Mark all as read',
    unreadMark: 'Unread',
    more: 'Show earlier',
    backorders_ready_one: '{{names}} is ready to fulfill.',
    backorders_ready_other: '{{count}} backorders are ready to fulfill: {{names}}.',
    backorders_not_ready_one: '{{names}} is no longer ready to fulfill: what was allocated to it is gone.',
    backorders_not_ready_other: '{{count}} backorders are no longer ready to fulfill: {{names}}.',
    stock_freed: 'There is free stock to allocate to waiting lines.',
    supply_date_moved_one: '{{number}} moved from {{from}} to {{to}}: this affects the promise of {{names}}.',
    supply_date_moved_other:
      '{{number}} moved from {{from}} to {{to}}: this affects {{count}} promises, {{atRisk}} of them at risk.',
    promise_at_risk_one: 'Supply no longer keeps the promise of {{names}}.',
    promise_at_risk_other: 'Supply no longer keeps {{count}} promises: {{names}}.',
    promise_broken_one: 'The promise of {{names}} has passed.',
    promise_broken_other: '{{count}} promises have passed: {{names}}.',
    follow_ups_due_one: 'A follow-up is due today: {{names}}.',
    follow_ups_due_other: '{{count}} follow-ups are due today: {{names}}.',
    representative_left:
      '{{rep}} has left: customers {{customers}}, open backorders {{backorders}}, follow-ups {{followUps}}.',
    noDate: 'no date',
    andMore: '{{names}} and {{count}} more',
  },
} as const;
