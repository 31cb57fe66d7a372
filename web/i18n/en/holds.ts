export const holds = {
  hold: {
    title: 'Put on hold',
    note: 'It keeps its place in the queue and what is allocated to it; it gets no more, and nothing of it is picked.',
    noteOfOrder:
      'The order and its backorders keep their place in the queue and what is allocated to them; they get no more, and nothing is picked.',
    act: 'Hold',
    until: 'Until',
    untilNote: 'Released by itself on the morning of that day. Empty: until somebody releases it.',
    done: '{{number}} is on hold.',
    release: 'Release',
    released: '{{number}} is released.',
    ofOrder: 'Order {{number}} is on hold',
    endsOn: 'until {{day}}',
  },
} as const;
