export const paper = {
  paper: {
    packing_slip: 'Packing slip',
    packing_slip_many: 'Packing slips',
    label: 'Label',
    label_many: 'Labels',
    pickList: 'Pick list',
    againTitle: 'Print it again?',
    again: 'Already printed: {{numbers}}. The paper will say which copy it is, and why.',
    reason: 'Why it is printed again',
    print: 'Print',
    bin: 'Bin {{bin}}',
    noBin: 'No bin',
    setBin: 'Set bin',
    binOf: 'Bin in {{warehouse}}',
    binNote: 'Pick lists are in the order of the bins. Empty: it has no place of its own.',
    binSaved: 'The bin is saved.',
  },
};
