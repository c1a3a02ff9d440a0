/** The ARM machine: instructions, CPU, memory, images, step hash and the interpreting engine. */
module dev.lockstep.runtime {
    exports dev.lockstep.cpu;
    exports dev.lockstep.engine;
    exports dev.lockstep.equivalence;
    exports dev.lockstep.image;
    exports dev.lockstep.image.dwarf;
    exports dev.lockstep.isa;
    exports dev.lockstep.machine;
    exports dev.lockstep.machine.bcm2835;
    exports dev.lockstep.machine.bus;
    exports dev.lockstep.machine.processor;
    exports dev.lockstep.memory;
    exports dev.lockstep.vfp;
}
